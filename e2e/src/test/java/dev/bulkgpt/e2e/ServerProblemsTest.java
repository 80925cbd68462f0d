package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How the native API refuses: problems with a type and a field (RFC 9457).
@ExtendWith(ServerExtension.class)
class ServerProblemsTest {

  private final ServerProcess server;
  private final HttpCalls calls;

  ServerProblemsTest(ServerProcess server) {
    this.server = server;
    calls = server.calls();
  }

  @Test
  void anEstimateTakesWhatATaskTakesAndNothingElse() {
    String path = "/api/v1/estimate?workflow=" + HttpCalls.encoded(server.workflow("fast"));
    String csv = "Input_1\na\nb\n";
    String form =
        "--fence\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
            + csv
            + "\r\n--fence--\r\n";
    String formType = "multipart/form-data; boundary=fence";

    HttpAnswer raw = estimate(path, csv, "text/csv").expect(200);
    assertThat(raw.json().path("calls").path("high").asInt()).isEqualTo(2);
    assertThat(estimate(path, form, formType).expect(200).json()).isEqualTo(raw.json());

    String noFile = form.replace("\"file\"; filename=\"a.csv\"", "\"other\"");
    problem(estimate(path, noFile, formType), 400, "invalid-request", "file");
    problem(estimate(path, form.substring(0, 90), formType), 400, "invalid-request", "file");
    for (String type : List.of("application/x-www-form-urlencoded", "application/json", "*/*")) {
      problem(estimate(path, csv, type), 415, "unsupported-media-type", "");
    }
  }

  private HttpAnswer estimate(String path, String body, String type) {
    return calls.send("POST", path, BodyPublishers.ofString(body), "Content-Type", type);
  }

  @Test
  void theNativeApiTellsProblemsByTypeAndField() {
    problem(calls.get("/api/v1/tasks/unknown"), 404, "not-found", "");
    problem(calls.withoutKey().get("/api/v1/tasks"), 401, "invalid-api-key", "");
    problem(calls.get("/api/v1/tasks?limit=0"), 400, "invalid-request", "limit");
    problem(calls.get("/api/v1/tasks?limit=x"), 400, "invalid-request", "limit");
    problem(calls.get("/api/v1/tasks?cursor=x"), 400, "invalid-request", "cursor");
    problem(calls.get("/api/v1/tasks/unknown/cancel"), 405, "method-not-allowed", "");
    problem(calls.post("/api/v1/tasks"), 415, "unsupported-media-type", "");
    problem(
        calls.postCsv("no", "Input_1\na\n"), 400, "invalid-workflow-id-or-csv-file", "workflow");
    String fast = server.workflow("fast");
    String result =
        "/api/v1/tasks/"
            + calls.postCsv(fast, "Input_1\na\n").json().path("id").asString()
            + "/result.csv?";
    for (String bad : List.of("", "a", ";;", "%22", "%0A", "%20", "%3D", "%00", "%C3%A9")) {
      problem(calls.get(result + "separator=" + bad), 400, "invalid-request", "separator");
    }
    problem(calls.get(result + "bom=1"), 400, "invalid-request", "bom");
    problem(calls.get(result + "formulas=no"), 400, "invalid-request", "formulas");
    problem(calls.postCsv(fast, ""), 400, "invalid-csv", "");
    problem(
        calls.postCsv(fast, "Input_1\na\n", "Idempotency-Key", "a b"),
        400,
        "invalid-request",
        "Idempotency-Key");
  }

  /// @param field empty: none is named
  private static void problem(HttpAnswer answer, int status, String type, String field) {
    answer.expect(status);
    assertThat(answer.header("content-type")).contains("application/problem+json");
    assertThat(answer.json().path("type").asString()).isEqualTo("urn:bulkgpt:problem:" + type);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("title").asString()).isNotBlank();
    assertThat(answer.json().path("detail").asString()).isNotBlank();
    assertThat(answer.json().path("field").asString("")).isEqualTo(field);
  }
}
