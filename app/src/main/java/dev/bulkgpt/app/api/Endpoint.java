package dev.bulkgpt.app.api;

import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;

/// One thing that answers: where, for whom, what it takes, and who does it.
///
/// @param open answers without a key
/// @param takes what it reads of a body
record Endpoint(
    HttpMethod method,
    PathPattern path,
    boolean open,
    Takes takes,
    HandlerFunction<ServerResponse> handler) {

  /// The request attribute that holds the one that answers.
  static final String ATTRIBUTE = Endpoint.class.getName();

  /// Bodies.
  ///
  /// @param types content types; empty: any, or none
  /// @param refusal what the wrong type is told
  record Takes(Set<String> types, String refusal, long maxBytes) {

    static final Takes NOTHING = new Takes(Set.of(), "", ServerSettings.SMALL_BYTES);

    static Takes json(long maxBytes) {
      return new Takes(
          Set.of("application/json"), "Content-Type must be application/json.", maxBytes);
    }

    static Takes csv(long maxBytes) {
      return new Takes(Set.of("text/csv"), "Content-Type must be text/csv.", maxBytes);
    }
  }

  boolean answers(String method) {
    return this.method.name().equals(method)
        || (this.method.equals(HttpMethod.GET) && method.equals("HEAD"));
  }
}
