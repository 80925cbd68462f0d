package dev.bulkgpt.app.api;

import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/// JSON answers, written at once: they are small.
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  static ServerResponse ok(Object body) {
    return with(200, body, Map.of());
  }

  static ServerResponse with(int status, Object body, Map<String, String> headers) {
    byte[] bytes = MAPPER.writeValueAsBytes(body);
    var answer =
        ServerResponse.status(status)
            .contentType(MediaType.APPLICATION_JSON)
            .header("Cache-Control", "no-store");
    headers.forEach(answer::header);
    return answer.build((request, response) -> {
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
      return null;
    });
  }
}
