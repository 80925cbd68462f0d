package dev.bulkgpt.simulator;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// From a request to its exchange: the chat calls of every base URL, and the pages about them. Any
/// thread may call it.
final class Router {

  private static final String CHAT = "/v1/chat/completions";
  private static final String MODELS =
      "{\"object\":\"list\",\"data\":[{\"id\":\"echo\",\"object\":\"model\",\"created\":1767225600,\"owned_by\":\"simulator\"}]}\n";

  private final Counters counters;
  private final Behaviour plain;
  private final ConcurrentHashMap<String, Behaviour> byKnobs = new ConcurrentHashMap<>();
  private final Schemas schemas = new Schemas();
  private final JsonMapper json =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  Router(Knobs knobs, Counters counters) {
    this.counters = counters;
    this.plain = new Behaviour(knobs, System::nanoTime);
  }

  void reset() {
    counters.reset();
    plain.reset();
    byKnobs.values().forEach(Behaviour::reset);
  }

  /// @param target the request target, path and query
  /// @param body holds `length` bytes of body; read before this returns
  Exchange route(String method, String target, byte[] body, int length, boolean keepAlive) {
    if (target.equals(CHAT)) {
      return chat(method, plain, body, length, keepAlive);
    }
    if (target.startsWith("/p/")) {
      return knobbed(method, target, body, length, keepAlive);
    }
    return page(method, target, body, length, keepAlive);
  }

  private Exchange knobbed(
      String method, String target, byte[] body, int length, boolean keepAlive) {
    int end = target.indexOf('/', 3);
    if (end < 0) {
      return notFound(keepAlive);
    }
    Behaviour behaviour;
    try {
      behaviour = byKnobs.computeIfAbsent(target.substring(3, end), Router::behaviour);
    } catch (IllegalArgumentException e) {
      return error(400, String.valueOf(e.getMessage()), keepAlive);
    }
    String rest = target.substring(end);
    return rest.equals(CHAT)
        ? chat(method, behaviour, body, length, keepAlive)
        : rest.equals("/v1/models") ? models(keepAlive) : notFound(keepAlive);
  }

  private static Behaviour behaviour(String encoded) {
    return new Behaviour(
        Knobs.parse(URLDecoder.decode(encoded, StandardCharsets.UTF_8)), System::nanoTime);
  }

  private Exchange chat(
      String method, Behaviour behaviour, byte[] body, int length, boolean keepAlive) {
    if (!method.equals("POST")) {
      return error(405, "Use POST.", keepAlive);
    }
    ChatRequest request = ChatRequestReader.read(body, length, schemas);
    return request == null
        ? error(400, "We could not parse the JSON body of your request.", keepAlive)
        : new ChatCall(
            request, behaviour, new Tally(request.prompt(), behaviour, counters), keepAlive);
  }

  private Exchange page(String method, String target, byte[] body, int length, boolean keepAlive) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return switch (path) {
      case "/health" -> Page.json(200, "{\"status\":\"ok\"}\n", keepAlive);
      case "/v1/models" -> models(keepAlive);
      case "/stats" -> Page.json(200, json.writeValueAsString(counters.stats()) + "\n", keepAlive);
      case "/count" -> count(target, body, length, keepAlive);
      case "/reset" -> {
        if (!method.equals("POST")) {
          yield error(405, "Use POST.", keepAlive);
        }
        reset();
        yield Page.json(200, "{\"reset\":true}\n", keepAlive);
      }
      default -> notFound(keepAlive);
    };
  }

  /// Of one prompt: `?prompt=TEXT` is a conversation of that one user message, a posted chat
  /// request any conversation.
  private Exchange count(String target, byte[] body, int length, boolean keepAlive) {
    ChatRequest posted = length == 0 ? null : ChatRequestReader.read(body, length, schemas);
    List<String> asked =
        new QueryStringDecoder(target).parameters().getOrDefault("prompt", List.of());
    if (posted == null && asked.isEmpty()) {
      return error(400, "Say which prompt: /count?prompt=TEXT, or post a chat request.", keepAlive);
    }
    long prompt =
        posted == null ? Hash.message(Hash.START, "user", asked.getFirst()) : posted.prompt();
    String figures =
        "{\"attempts\":"
            + counters.prompts().attemptsOf(prompt)
            + ",\"paid\":"
            + counters.prompts().paidOf(prompt)
            + "}\n";
    return Page.json(200, figures, keepAlive);
  }

  private static Exchange models(boolean keepAlive) {
    return Page.json(200, MODELS, keepAlive);
  }

  private static Exchange notFound(boolean keepAlive) {
    return error(404, "There is no such path.", keepAlive);
  }

  static Exchange error(int status, String message, boolean keepAlive) {
    return Page.json(
        status, Refusal.of(status, message, "invalid_request_error", "").body(), keepAlive);
  }
}
