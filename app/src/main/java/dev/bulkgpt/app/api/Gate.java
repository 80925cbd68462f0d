package dev.bulkgpt.app.api;

import dev.bulkgpt.store.Outage;
import dev.bulkgpt.workspace.ApiKey;
import dev.bulkgpt.workspace.Workspace;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.CloseNowException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;

/// What every request passes first, in the contract's order: path, method, key, content type, size;
/// then its endpoint answers. And what every failure passes last: a refusal is told, a fault of
/// ours is logged under an id and told by that id alone.
final class Gate implements Filter {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final String OPERATIONS = "/actuator/";
  private static final String HEALTH = "/actuator/health";

  private final Routes routes;
  private final Keys keys;
  private final WrongKeys wrongKeys;
  private final Peers peers;

  Gate(List<Endpoint> endpoints, Keys keys, WrongKeys wrongKeys, Peers peers) {
    routes = new Routes(endpoints);
    this.keys = keys;
    this.wrongKeys = wrongKeys;
    this.peers = peers;
  }

  @Override
  public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
      throws IOException {
    HttpServletRequest request = (HttpServletRequest) in;
    HttpServletResponse response = (HttpServletResponse) out;
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      Optional<Endpoint> endpoint = admit(request);
      if (endpoint.isPresent()) {
        answer(endpoint.get(), request, response);
      } else {
        chain.doFilter(request, response);
      }
    } catch (Exception e) {
      fail(e, request, response);
    } finally {
      MDC.clear();
    }
  }

  /// @return who answers; empty: the framework, for an operator
  private Optional<Endpoint> admit(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path.startsWith(OPERATIONS)) {
      Routes.checkLooksOnly(request.getMethod());
      if (!path.equals(HEALTH) && !path.startsWith(HEALTH + "/")) {
        operator(request);
      }
      return Optional.empty();
    }
    Routes.Found found = routes.find(request.getMethod(), path);
    Endpoint endpoint = found.endpoint();
    ServerHttpObservationFilter.findObservationContext(request)
        .ifPresent(measured -> measured.setPathPattern(endpoint.path().getPatternString()));
    if (!endpoint.open()) {
      Workspace workspace = workspace(request);
      MDC.put("workspace", workspace.id());
      MDC.put("workspace_name", workspace.name());
      request.setAttribute(Caller.ATTRIBUTE, workspace);
    }
    checkBody(request, endpoint.takes());
    request.setAttribute(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, found.variables());
    return Optional.of(endpoint);
  }

  private static void answer(
      Endpoint endpoint, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    endpoint
        .handler()
        .handle(ServerRequest.create(request, List.of()))
        .writeTo(request, response, List::of);
  }

  private Workspace workspace(HttpServletRequest request) {
    Optional<Workspace> workspace = key(request).flatMap(keys::workspaceOf);
    if (workspace.isEmpty()) {
      long wait = wrongKeys.wrong(peers.address(request));
      if (wait > 0) {
        throw new RefusedException(
            429,
            "Too many requests.",
            Optional.empty(),
            Map.of("Retry-After", Long.toString(wait), "Connection", "close"));
      }
      throw new RefusedException(
          401, "Invalid API key.", Optional.empty(), Map.of("Connection", "close"));
    }
    return workspace.get();
  }

  /// The metrics are those of all workspaces: they are shown to the operator's alone.
  private void operator(HttpServletRequest request) {
    if (!workspace(request).name().equals(ServerSettings.OPERATORS_WORKSPACE)) {
      throw RefusedException.notFound();
    }
  }

  private static Optional<ApiKey> key(HttpServletRequest request) {
    String key = request.getHeader("x-api-key");
    String bearer = request.getHeader("Authorization");
    boolean takesBearer =
        Answers.isNative(request) || request.getRequestURI().startsWith(OPERATIONS);
    if (key == null && takesBearer && bearer != null && bearer.startsWith("Bearer ")) {
      key = bearer.substring("Bearer ".length());
    }
    return Optional.ofNullable(key).map(ApiKey::new);
  }

  private static void checkBody(HttpServletRequest request, Endpoint.Takes takes) {
    String type = request.getContentType();
    String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!takes.types().isEmpty() && !takes.types().contains(bare)) {
      throw wrongType(request, takes.refusal());
    }
    if (request.getContentLengthLong() > takes.maxBytes()) {
      throw RefusedException.tooLarge();
    }
  }

  private static RefusedException wrongType(HttpServletRequest request, String refusal) {
    Map<String, String> headers = Map.of("Connection", "close");
    return Answers.isNative(request)
        ? new RefusedException(415, "Unsupported media type.", Optional.of(refusal), headers)
        : new RefusedException(415, refusal, Optional.empty(), headers);
  }

  private static void fail(
      Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!response.isCommitted()) {
      RefusedException refused = refusal(failure);
      Answers.write(refused, request, response);
      response.flushBuffer();
      if (refused.status() != RefusedException.TOO_SLOW) {
        Body.drain(request);
      }
    } else if (response.getStatus() < 400) {
      // A client must not take what it has for the whole.
      throw new CloseNowException("an answer broke off", failure);
    } else {
      // The container has refused what came of the body, and tells so itself.
      request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
      LOG.debug("a body broke off", failure);
    }
  }

  private static RefusedException refusal(Exception failure) {
    Optional<RefusedException> refused = cause(failure, RefusedException.class);
    if (refused.isPresent()) {
      return refused.get();
    }
    // Before the end of the client's stream: a database that goes away ends one too.
    if (Outage.is(failure)) {
      LOG.warn("the database or the disk is away", failure);
      return RefusedException.away();
    }
    if (cause(failure, BadRequestException.class).isPresent()
        || cause(failure, InvalidParameterException.class).isPresent()
        || cause(failure, EOFException.class).isPresent()) {
      LOG.debug("the client went away or sent what is no HTTP", failure);
      return RefusedException.of(400, "Bad request.");
    }
    String id = UUID.randomUUID().toString();
    LOG.error("fault {}", id, failure);
    return new RefusedException(500, "Internal error.", Optional.of(id), Map.of());
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
    }
    return Optional.empty();
  }
}
