package dev.bulkgpt.app.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Refusals as bytes: the contract's `{"error": …}`, or RFC 9457 problem details for the native
/// API.
final class Answers {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Answers() {}

  static void write(
      RefusedException refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean asProblem = isNative(request);
    byte[] bytes = JSON.writeValueAsBytes(asProblem ? problem(refused) : error(refused));
    response.resetBuffer();
    response.setStatus(refused.status());
    response.setContentType(asProblem ? "application/problem+json" : "application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    refused.headers().forEach(response::setHeader);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /// True for the native API.
  static boolean isNative(HttpServletRequest request) {
    // What is no HTTP has no path.
    String path = request.getRequestURI();
    return path != null && path.startsWith("/api/");
  }

  private static Map<String, Object> error(RefusedException refused) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", text(refused));
    refused.detail().ifPresent(it -> body.put("detail", it));
    return body;
  }

  private static Map<String, Object> problem(RefusedException refused) {
    Map<String, Object> body = new LinkedHashMap<>();
    String title = text(refused);
    body.put("type", "urn:bulkgpt:problem:" + slug(title));
    body.put("title", title);
    body.put("status", refused.status());
    refused.detail().or(() -> hint(refused.status())).ifPresent(it -> body.put("detail", it));
    refused.field().ifPresent(it -> body.put("field", it));
    return body;
  }

  private static Optional<String> hint(int status) {
    return switch (status) {
      case 401 -> Optional.of("Send a key as x-api-key, or as Authorization: Bearer.");
      case 404 -> Optional.of("There is nothing here that your key may see.");
      case 405 -> Optional.of("The header Allow names the methods.");
      default -> Optional.empty();
    };
  }

  private static String slug(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  private static String text(RefusedException refused) {
    return String.valueOf(refused.getMessage());
  }
}
