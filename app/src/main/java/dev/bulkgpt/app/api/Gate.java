package dev.bulkgpt.app.api;

import dev.bulkgpt.store.Outage;
import dev.bulkgpt.workspace.ApiKey;
import dev.bulkgpt.workspace.Workspace;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.util.pattern.PathPattern;

/// What every request passes first, in the contract's order: path, method, key, content type, size.
/// And what every failure passes last: a refusal is told, a fault of ours is logged under an id and
/// told by that id alone.
final class Gate implements Filter {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final String OPERATIONS = "/actuator/";
  private static final String HEALTH = "/actuator/health";

  private final List<Endpoint> endpoints;
  private final Keys keys;
  private final WrongKeys wrongKeys;
  private final Peers peers;

  Gate(List<Endpoint> endpoints, Keys keys, WrongKeys wrongKeys, Peers peers) {
    this.endpoints = List.copyOf(endpoints);
    this.keys = keys;
    this.wrongKeys = wrongKeys;
    this.peers = peers;
  }

  @Override
  public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) in;
    HttpServletResponse response = (HttpServletResponse) out;
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      admit(request);
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      fail(e, request, response);
    } finally {
      MDC.clear();
    }
  }

  private void admit(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path.startsWith(OPERATIONS)) {
      if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
        throw wrongMethod("GET");
      }
      if (!path.equals(HEALTH) && !path.startsWith(HEALTH + "/")) {
        operator(request);
      }
      return;
    }
    Endpoint endpoint = endpoint(request, path);
    ServerHttpObservationFilter.findObservationContext(request)
        .ifPresent(measured -> measured.setPathPattern(endpoint.path().getPatternString()));
    if (!endpoint.open()) {
      Workspace workspace = workspace(request);
      MDC.put("workspace", workspace.id());
      MDC.put("workspace_name", workspace.name());
      request.setAttribute(Caller.ATTRIBUTE, workspace);
    }
    checkBody(request, endpoint.takes());
    request.setAttribute(Endpoint.ATTRIBUTE, endpoint);
    request.setAttribute(
        RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, variables(endpoint, path));
  }

  private static Map<String, String> variables(Endpoint endpoint, String path) {
    PathPattern.PathMatchInfo match =
        endpoint.path().matchAndExtract(PathContainer.parsePath(path));
    return match == null ? Map.of() : match.getUriVariables();
  }

  private Endpoint endpoint(HttpServletRequest request, String path) {
    PathContainer container = PathContainer.parsePath(path);
    List<Endpoint> here =
        endpoints.stream().filter(endpoint -> endpoint.path().matches(container)).toList();
    if (here.isEmpty()) {
      throw RefusedException.notFound();
    }
    return here.stream()
        .filter(endpoint -> endpoint.answers(request.getMethod()))
        .findFirst()
        .orElseThrow(() ->
            wrongMethod(
                here.stream()
                    .map(endpoint -> endpoint.method().name())
                    .sorted()
                    .collect(Collectors.joining(", "))));
  }

  private static RefusedException wrongMethod(String allowed) {
    return new RefusedException(
        405, "Method not allowed.", Optional.empty(), Map.of("Allow", allowed));
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
    boolean takesBearer = isNative(request) || request.getRequestURI().startsWith(OPERATIONS);
    if (key == null && takesBearer && bearer != null && bearer.startsWith("Bearer ")) {
      key = bearer.substring("Bearer ".length());
    }
    return Optional.ofNullable(key).map(ApiKey::new);
  }

  private static void checkBody(HttpServletRequest request, Endpoint.Takes takes) {
    String type = request.getContentType();
    String bare =
        type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
    if (!takes.types().isEmpty() && !takes.types().contains(bare)) {
      throw new RefusedException(
          415, takes.refusal(), Optional.empty(), Map.of("Connection", "close"));
    }
    if (request.getContentLengthLong() > takes.maxBytes()) {
      throw RefusedException.tooLarge();
    }
  }

  private static boolean isNative(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/api/");
  }

  private static void fail(
      Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      LOG.debug("an answer broke off", failure);
      throw new IOException("an answer broke off", failure);
    }
    Answers.write(refusal(failure), isNative(request), response);
  }

  private static RefusedException refusal(Exception failure) {
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof RefusedException refused) {
        return refused;
      }
      if (cause instanceof org.apache.catalina.connector.ClientAbortException
          || cause instanceof java.io.EOFException
          || cause instanceof org.apache.coyote.BadRequestException) {
        LOG.debug("the client went away or sent what is no HTTP", failure);
        return RefusedException.of(400, "Bad request.");
      }
      cause = cause.getCause();
    }
    if (Outage.is(failure)) {
      LOG.warn("the database is away", failure);
      return RefusedException.away();
    }
    String id = UUID.randomUUID().toString();
    LOG.error("fault {}", id, failure);
    return new RefusedException(500, "Internal error.", Optional.of(id), Map.of());
  }
}
