package dev.bulkgpt.app.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Refusals as bytes: the contract's `{"error": …}`, or RFC 9457 problem details for the native
/// API.
final class Answers {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Answers() {}

  static void write(RefusedException refused, boolean asProblem, HttpServletResponse response)
      throws IOException {
    Map<String, Object> body = asProblem ? problem(refused) : error(refused);
    byte[] bytes = JSON.writeValueAsBytes(body);
    response.resetBuffer();
    response.setStatus(refused.status());
    response.setContentType(asProblem ? "application/problem+json" : "application/json");
    response.setHeader("Cache-Control", "no-store");
    refused.headers().forEach(response::setHeader);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
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
    refused.detail().ifPresent(it -> body.put("detail", it));
    return body;
  }

  private static String slug(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  private static String text(RefusedException refused) {
    return String.valueOf(refused.getMessage());
  }
}
