package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `GET /download/{token}` as RFC 9110 has it, for whoever has the link.
@ExtendWith(ServerExtension.class)
class DownloadHttpTest {

  private final ServerProcess server;
  private final HttpCalls calls;
  private final HttpCalls anybody;
  private String task = "";
  private String path = "";
  private String whole = "";

  DownloadHttpTest(ServerProcess server) {
    this.server = server;
    calls = server.calls();
    anybody = calls.withoutKey();
  }

  @BeforeEach
  void aFinishedTask() {
    task =
        calls.task(
            server.workflow("refusing"), Workflows.numberedRows(40).replace("number", "Input_1"));
    path = link();
    whole = anybody.get(path).expect(200).body();
  }

  private String link() {
    String url = calls.awaitState(task, "completed").path("downloadUrl").asString();
    return url.substring(server.url().toString().length());
  }

  @Test
  void theWholeComesAsACsvToBeSaved() {
    HttpAnswer answer = anybody.get(path).expect(200);

    assertThat(answer.header("content-type").orElseThrow().replace(" ", ""))
        .isEqualTo("text/csv;charset=utf-8");
    assertThat(answer.header("content-disposition").orElseThrow()).startsWith("attachment");
    assertThat(answer.header("x-content-type-options")).contains("nosniff");
    assertThat(answer.header("cache-control")).contains("no-store");
    assertThat(answer.header("accept-ranges")).contains("bytes");
    assertThat(answer.header("content-length")).contains("" + bytes(whole));
    assertThat(answer.header("etag").orElseThrow()).matches("\"[^\"]+\"");
    assertThat(whole).hasLineCount(41);
    assertThat(path).doesNotContain(calls.key().orElseThrow());
    HttpAnswer head = anybody.send("HEAD", path, BodyPublishers.noBody()).expect(200, "");
    assertThat(head.timeless().headers()).isEqualTo(answer.timeless().headers());
  }

  @Test
  void itIsPlainAndGuardedWhateverTheInputWasAndANativeResultIsAsItIsAskedFor() {
    String semicolons =
        calls
            .postCsv(server.workflow("fast"), "\ufeffInput_1;b\n=1+1;+49 30\n")
            .expect(201)
            .json()
            .path("id")
            .asString();
    String url = calls.awaitState(semicolons, "completed").path("downloadUrl").asString();
    String row = "'=1+1,+49 30,'=1+1,succeeded,\r\n";
    String plain = "Input_1,b,answer,_status,_error\r\n" + row;

    assertThat(anybody.get(url.substring(server.url().toString().length())).body())
        .isEqualTo(plain);
    assertThat(result(semicolons, "")).isEqualTo(plain);
    assertThat(result(semicolons, "separator=;&bom=true"))
        .isEqualTo("\ufeff" + plain.replace(',', ';'));
    assertThat(result(semicolons, "separator=%3B")).isEqualTo(plain.replace(',', ';'));
    assertThat(result(semicolons, "separator=tab&formulas=raw"))
        .isEqualTo(plain.replace(',', '\t').replace("'", ""));
    assertThat(calls.get("/api/v1/tasks/" + semicolons + "/result.jsonl?separator=tab").body())
        .startsWith("{\"Input_1\":\"=1+1\"");
  }

  private String result(String id, String parameters) {
    return calls.get("/api/v1/tasks/" + id + "/result.csv?" + parameters).expect(200).body();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void oneRangeIsServed() {
    int length = bytes(whole);
    range("bytes=0-9", 0, 9);
    range("bytes=10-19", 10, 19);
    range("bytes=-7", length - 7, length - 1);
    range("bytes=5-", 5, length - 1);
    range("bytes=0-", 0, length - 1);
    range("bytes=0-999999999", 0, length - 1);
    range("bytes=-999999999", 0, length - 1);
    range("bytes=%d-".formatted(length - 1), length - 1, length - 1);
  }

  private void range(String range, int first, int last) {
    HttpAnswer part = anybody.get(path, "Range", range).expect(206);
    assertThat(part.body()).isEqualTo(whole.substring(first, last + 1));
    assertThat(part.header("content-range"))
        .contains("bytes %d-%d/%d".formatted(first, last, bytes(whole)));
    assertThat(part.header("content-length")).contains("" + (last - first + 1));
  }

  @Test
  void aRangeBeyondTheEndIs416AndOneThatCannotBeReadIsIgnored() {
    for (String beyond : List.of("bytes=999999-", "bytes=999999-1000000")) {
      HttpAnswer answer = anybody.get(path, "Range", beyond);
      answer.expect(416, "{\"error\":\"Range not satisfiable.\"}");
      assertThat(answer.header("content-range")).contains("bytes */" + bytes(whole));
      assertThat(answer.header("content-disposition")).isEmpty();
    }
    for (String unread :
        List.of(
            "bytes=9-1",
            "bytes=x",
            "rows=0-9",
            "bytes=",
            "bytes=0-1,5-9",
            "bytes=--1",
            "bytes=99999999999999999999-")) {
      anybody.get(path, "Range", unread).expect(200, whole);
    }
    assertThat(anybody.send("HEAD", path, BodyPublishers.noBody(), "Range", "bytes=0-9").status())
        .isEqualTo(200);
  }

  @Test
  void aVersionIsAskedForByItsTag() {
    String tag = anybody.get(path).header("etag").orElseThrow();

    for (String same : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
      HttpAnswer unchanged = anybody.get(path, "If-None-Match", same).expect(304, "");
      assertThat(unchanged.header("etag")).contains(tag);
    }
    anybody.get(path, "If-None-Match", "\"x\"").expect(200, whole);
    anybody.get(path, "If-Match", "\"x\"").expect(412);
    anybody.get(path, "If-Match", tag).expect(200, whole);
    anybody.get(path, "Range", "bytes=0-9", "If-Range", tag).expect(206);
    anybody.get(path, "Range", "bytes=0-9", "If-Range", "\"x\"").expect(200, whole);
    anybody
        .get(path, "Range", "bytes=0-9", "If-Range", "Wed, 21 Oct 2026 07:28:00 GMT")
        .expect(200, whole);
  }

  @Test
  void anAlteredLinkOpensNothing() {
    String token = path.substring("/download/".length());
    String refused = "{\"error\":\"Invalid or expired link.\"}";
    IntStream.range(0, token.length())
        .filter(at -> at % 9 == 0 || token.charAt(at) == '.')
        .forEach(at -> {
          char other = token.charAt(at) == 'A' ? 'B' : 'A';
          String altered = token.substring(0, at) + other + token.substring(at + 1);
          anybody.get("/download/" + altered).expect(403, refused);
        });
    String[] parts = token.split("\\.", -1);
    for (String altered :
        List.of(
            parts[0],
            parts[0] + "." + parts[1],
            parts[0] + ".99999999999999." + parts[2],
            parts[0] + ".x." + parts[2],
            parts[0] + ".-1." + parts[2],
            parts[0] + ".." + parts[2],
            "." + parts[1] + "." + parts[2],
            token + "A",
            token + ".",
            token + "=",
            token.substring(0, token.length() - 1))) {
      anybody.get("/download/" + altered).expect(403, refused);
    }
    calls.get("/download/" + task).expect(403, refused);
  }

  /// The link is of the whole file that was there, then of the whole that took its place.
  @Test
  void aTaskRunAgainNeverGivesHalfAFile() {
    calls.post("/api/v1/tasks/" + task + "/retry-failed").expect(200);
    do {
      HttpAnswer old = anybody.get(path).expect(200);
      assertThat(old.body()).hasLineCount(41).startsWith("Input_1,answer,").endsWith("\r\n");
      assertThat(old.header("content-length")).contains("" + bytes(old.body()));
    } while (!calls.progress(task).path("status").asString().equals("completed"));

    assertThat(anybody.get(link()).body()).hasLineCount(41);
  }
}
