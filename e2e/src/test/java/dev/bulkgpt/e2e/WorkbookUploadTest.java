package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Workbooks sent to a server: the native calls take them, BulkGPT's take a CSV only.
@ExtendWith(ServerExtension.class)
class WorkbookUploadTest {

  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  /// Made once: a ZIP tells the time when it was made.
  private static final byte[] BOOK = Workbooks.janAndFeb();

  private final HttpCalls calls;
  private final String workflow;

  WorkbookUploadTest(ServerProcess server) {
    calls = server.calls();
    workflow = server.workflow("fast");
  }

  @Test
  void aTaskIsMadeOfASheet() {
    HttpAnswer made = post("/api/v1/tasks", "&sheet=feb", XLSX);
    String id = made.expect(201).json().path("id").asString();
    calls.awaitState(id, "completed");

    assertThat(calls.get("/api/v1/tasks/" + id + "/result.csv").expect(200).body())
        .startsWith("Input_1,day,")
        .contains("\r\nFeb,2024-02-01,");
  }

  @Test
  void theContentDecidesWhateverTheTypeSays() {
    assertThat(post("/api/v1/estimate", "", "text/csv").expect(200).json())
        .isEqualTo(post("/api/v1/estimate", "", XLSX).expect(200).json());
  }

  @Test
  void anotherSheetIsAnotherRequest() {
    String key = UUID.randomUUID().toString();

    HttpAnswer jan = post("/api/v1/tasks", "", XLSX, "Idempotency-Key", key);
    assertThat(post("/api/v1/tasks", "", XLSX, "Idempotency-Key", key).json().path("id"))
        .isEqualTo(jan.expect(201).json().path("id"));
    post("/api/v1/tasks", "&sheet=feb", XLSX, "Idempotency-Key", key).expect(409);
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    assertThat(
            post("/api/v1/tasks", "&sheet=Mar", XLSX).expect(400).json().path("detail").asString())
        .isEqualTo("The workbook has no sheet `Mar`. Its sheets are `Jan`, `Feb`.");
    assertThat(
            post("/api/v1/tasks", "&separator=tab", XLSX)
                .expect(400)
                .json()
                .path("detail")
                .asString())
        .contains("A workbook has no encoding, separator or quotes");
  }

  @Test
  void bulkGptsOwnCallTakesACsvOnly() {
    String body =
        "{\"workflowId\": \"%s\", \"csvBase64\": \"%s\"}"
            .formatted(workflow, Base64.getEncoder().encodeToString(BOOK));

    HttpAnswer refused = calls.postJson("/upload-trigger", body).expect(400);

    assertThat(refused.json().path("error").asString())
        .isEqualTo("Invalid workflow ID or CSV file.");
    assertThat(refused.json().path("detail").asString()).contains("save it as CSV");
  }

  private HttpAnswer post(String path, String parameters, String type, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = type;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return calls.send(
        "POST",
        path + "?workflow=" + HttpCalls.encoded(workflow) + parameters,
        BodyPublishers.ofByteArray(BOOK),
        all);
  }
}
