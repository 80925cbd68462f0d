package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Many uploads at once, and the forms an upload may have.
@ExtendWith(ServerExtension.class)
class UploadTest {

  private static final int CLIENTS = 64;
  private static final int UPLOADS = 200;
  private static final int EQUAL_UPLOADS = 50;

  private final ServerProcess server;
  private final HttpCalls calls;

  UploadTest(ServerProcess server) {
    this.server = server;
    calls = server.calls();
  }

  @Test
  void twoHundredUploadsAtOnceAreAllTaken() throws Exception {
    String csv = Workflows.numberedRows(1_000).replace("number", "Input_1");
    String stuck = server.workflow("stuck");

    Set<String> tasks = new HashSet<>(atOnce(UPLOADS, () -> calls.task(stuck, csv)));

    assertThat(tasks).hasSize(UPLOADS);
    for (String task : tasks) {
      assertThat(calls.progress(task).path("totalNumOfTasks").asInt()).isEqualTo(1_000);
      calls.post("/api/v1/tasks/" + task + "/cancel").expect(200);
    }
  }

  @Test
  void fiftyEqualUploadsAtOnceWithOneKeyAreOneTask() throws Exception {
    String csv = Workflows.numberedRows(1_000).replace("number", "Input_1");
    String stuck = server.workflow("stuck");
    String key = UUID.randomUUID().toString();

    Set<String> answers =
        new HashSet<>(
            atOnce(
                EQUAL_UPLOADS,
                () -> calls.upload(stuck, csv, "Idempotency-Key", key).expect(200).body()));

    assertThat(answers).hasSize(1);
    String task = HttpCalls.json(answers.iterator().next()).path("taskId").asString();
    calls.post("/api/v1/tasks/" + task + "/cancel").expect(200);
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(CLIENTS, Thread.ofVirtual().factory())) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(java.util.Collections.nCopies(times, call))) {
        results.add(result.get());
      }
      return results;
    }
  }

  @Test
  void aRawCsvIsATaskToo() {
    HttpAnswer made = calls.postCsv(server.workflow("fast"), "Input_1\na\nb\n").expect(201);

    String task = made.json().path("id").asString();
    assertThat(made.header("location")).contains("/api/v1/tasks/" + task);
    assertThat(made.json().path("rows").path("total").asInt()).isEqualTo(2);
    calls.awaitState(task, "completed");
    assertThat(calls.get("/api/v1/tasks/" + task + "/result.csv").body())
        .isEqualTo("Input_1,answer,_status,_error\r\na,a,succeeded,\r\nb,b,succeeded,\r\n");
    assertThat(calls.get("/api/v1/tasks/" + task + "/result.jsonl").body()).hasLineCount(2);
  }

  @Test
  void aFormGivesItsFile() {
    for (String form :
        List.of(
            part("name=\"file\"; filename=\"a.csv\"", "Input_1\na\n") + end(),
            part("name=\"file\"", "Input_1\na\n") + end(),
            part("name=\"note\"", "hello")
                + part("name=\"data\"; filename=\"x\"", "Input_1\na\n")
                + end(),
            "preamble\r\n"
                + part("name=\"f\"; filename*=UTF-8''%e2%82%ac.csv; filename=\"e\"", "Input_1\na\n")
                + end()
                + "epilogue")) {
      HttpAnswer made = form(form, "multipart/form-data; boundary=\"fence\"").expect(201);
      assertThat(made.json().path("rows").path("total").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aFormWithoutAFileOrAnEndIsRefusedByItsField() {
    String type = "multipart/form-data; boundary=fence";
    long files = server.inputCount();
    List<HttpAnswer> answers = new ArrayList<>();
    answers.add(form(part("name=\"note\"", "hello") + end(), type));
    answers.add(form(part("name=\"file\"; filename=\"a\"", "Input_1\na\n"), type));
    answers.add(form("", type));
    answers.add(form("nonsense", type));
    answers.add(form(end(), type));
    answers.add(
        form(part("name=\"file\"; filename=\"a\"", "Input_1\na\n") + end(), "multipart/form-data"));
    answers.add(
        form(
            part("name=\"" + "x".repeat(20_000) + "\"; filename=\"a\"", "Input_1\na\n") + end(),
            type));
    answers.add(
        form(
            part("name=\"n\"", "x").repeat(100) + part("name=\"file\"", "Input_1\na\n") + end(),
            type));
    for (HttpAnswer answer : answers) {
      answer.expect(400);
      assertThat(answer.json().path("field").asString()).isEqualTo("file");
    }
    form(part("name=\"file\"; filename=\"a\"", "Other\na\n") + end(), type).expect(400);
    org.awaitility.Awaitility.await()
        .untilAsserted(() -> assertThat(server.inputCount()).isLessThanOrEqualTo(files));
  }

  private HttpAnswer form(String body, String type) {
    return calls.send(
        "POST",
        "/api/v1/tasks?workflow=" + HttpCalls.encoded(server.workflow("fast")),
        BodyPublishers.ofString(body),
        "Content-Type",
        type);
  }

  private static String part(String disposition, String content) {
    return "--fence\r\nContent-Disposition: form-data; "
        + disposition
        + "\r\n\r\n"
        + content
        + "\r\n";
  }

  private static String end() {
    return "--fence--\r\n";
  }

  @Test
  void howACsvIsReadCanBeSaid() {
    String csv = "Report \"of May\n\nInput_1\tnote\n\"a\" b\tx\n";
    String fast = HttpCalls.encoded(server.workflow("fast"));

    HttpAnswer refused = reading(fast, csv, "skip_lines=2");
    HttpAnswer made = reading(fast, csv, "skip_lines=2&quotes=none").expect(201);

    assertThat(refused.expect(400).body()).contains("line 4").contains("quotes none");
    String task = made.json().path("id").asString();
    calls.awaitState(task, "completed");
    assertThat(calls.get("/api/v1/tasks/" + task + "/result.csv").body())
        .contains("\r\n\"\"\"a\"\" b\",x,");
    for (String query : List.of("skip_lines=-1", "skip_lines=x", "quotes=some", "skip_lines=9")) {
      reading(fast, csv, query).expect(400);
    }
    calls
        .send(
            "POST",
            "/api/v1/estimate?workflow=" + fast + "&skip_lines=2&quotes=none",
            BodyPublishers.ofString(csv),
            "Content-Type",
            "text/csv")
        .expect(200);
  }

  private HttpAnswer reading(String workflow, String csv, String query) {
    return calls.send(
        "POST",
        "/api/v1/tasks?workflow=" + workflow + "&" + query,
        BodyPublishers.ofString(csv),
        "Content-Type",
        "text/csv");
  }

  @Test
  void aPartOfTheRowsCanBeAskedFor() {
    String rows = Workflows.numberedRows(100).replace("number", "Input_1");
    String fast = HttpCalls.encoded(server.workflow("fast"));
    for (String query : List.of("limit=7", "sample=7")) {
      HttpAnswer made =
          calls.send(
              "POST",
              "/api/v1/tasks?workflow=" + fast + "&" + query,
              BodyPublishers.ofString(rows),
              "Content-Type",
              "text/csv");
      assertThat(made.expect(201).json().path("rows").path("total").asInt()).isEqualTo(7);
    }
    for (String query :
        List.of(
            "limit=7&sample=7",
            "limit=0",
            "sample=-1",
            "separator=ab",
            "encoding=klingon",
            "limit=1e3")) {
      calls
          .send(
              "POST",
              "/api/v1/tasks?workflow=" + fast + "&" + query,
              BodyPublishers.ofString(rows),
              "Content-Type",
              "text/csv")
          .expect(400);
    }
  }
}
