package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/// Bodies that want to break the reader: each is a 400 that says what is wrong, in our words, and
/// leaves nothing behind; and what looks strange and is right is taken.
@ExtendWith(ServerExtension.class)
class ServerHostileJsonTest {

  private static final String CSV = HttpCalls.base64("Input_1\nabc\n");

  private final ServerProcess server;
  private final HttpCalls calls;
  private final String workflow;

  ServerHostileJsonTest(ServerProcess server) {
    this.server = server;
    calls = server.calls();
    workflow = server.workflow("fast");
  }

  /// Bodies by what is wrong with them. `W` stands for the workflow's id, `C` for good base64.
  private static Map<String, String> bad() {
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("10,000 arrays deep", with("\"x\": " + "[".repeat(10_000) + "]".repeat(10_000)));
    bad.put("10,000 objects deep", "{\"x\": ".repeat(10_000) + "1" + "}".repeat(10_000));
    bad.put("10,000 deep and cut off", "[".repeat(10_000));
    bad.put("a name twice", "{\"workflowId\": \"W\", \"workflowId\": \"W\", \"csvBase64\": \"C\"}");
    bad.put("a CSV twice", "{\"workflowId\": \"W\", \"csvBase64\": \"C\", \"csvBase64\": \"C\"}");
    bad.put("a name twice in a member nobody reads", with("\"x\": {\"a\": 1, \"a\": 2}"));
    bad.put("a name twice by an escape", with("\"a\": 1, \"\\u0061\": 2"));
    bad.put("NUL as it is", with("\"x\": \"\0\""));
    bad.put("NUL by an escape", with("\"x\": \"\\u0000\""));
    bad.put("NUL in a name", with("\"\\u0000\": 1"));
    bad.put("NUL in the id", "{\"workflowId\": \"W\\u0000\", \"csvBase64\": \"C\"}");
    bad.put("NUL in the base64", "{\"workflowId\": \"W\", \"csvBase64\": \"C\\u0000\"}");
    bad.put("NUL between members", "{\"workflowId\": \"W\",\0 \"csvBase64\": \"C\"}");
    bad.put("a lone high surrogate", with("\"x\": \"\\ud800\""));
    bad.put("a lone low surrogate", with("\"x\": \"\\udc00\\ud800\""));
    bad.put("a lone surrogate in a name", with("\"\\ud800\": 1"));
    bad.put("a lone surrogate in the id", "{\"workflowId\": \"\\ud800\", \"csvBase64\": \"C\"}");
    bad.put("1e999999999", with("\"x\": 1e999999999"));
    bad.put("-1E+999999999 within", with("\"x\": [{\"y\": -1E+999999999}]"));
    bad.put("1e-999999999", with("\"x\": 1e-999999999"));
    bad.put("a number of 100,000 digits", with("\"x\": " + "1".repeat(100_000)));
    bad.put("a number as the id", "{\"workflowId\": 1e999999999, \"csvBase64\": \"C\"}");
    bad.put("a number as the CSV", "{\"workflowId\": \"W\", \"csvBase64\": 1e999999999}");
    bad.put("NaN", with("\"x\": NaN"));
    bad.put("a name of 100,000 letters", with("\"" + "x".repeat(100_000) + "\": 1"));
    bad.put("an id of two million letters", "{\"workflowId\": \"" + "x".repeat(2_000_000) + "\"}");
    bad.put("cut off in the base64", "{\"workflowId\": \"W\", \"csvBase64\": \"C");
    bad.put("cut off in the id", "{\"csvBase64\": \"C\", \"workflowId\": \"W");
    bad.put("cut off before the end", "{\"workflowId\": \"W\", \"csvBase64\": \"C\"");
    bad.put("nothing", "");
    bad.put("white space", " \n ");
    bad.put("an array", "[\"W\", \"C\"]");
    bad.put("a string", "\"W\"");
    bad.put("null", "null");
    bad.put("an empty object", "{}");
    bad.put("null members", "{\"workflowId\": null, \"csvBase64\": null}");
    bad.put("garbage behind", with("\"x\": 1") + "x");
    bad.put("a second object behind", with("\"x\": 1") + "{}");
    bad.put("a comment", "{/* */\"workflowId\": \"W\", \"csvBase64\": \"C\"}");
    bad.put("a comma too many", "{\"workflowId\": \"W\", \"csvBase64\": \"C\",}");
    bad.put("single quotes", "{'workflowId': 'W', 'csvBase64': 'C'}");
    bad.put("a bare line feed in a text", with("\"x\": \"a\nb\""));
    bad.put("a bare line feed in the base64", "{\"workflowId\": \"W\", \"csvBase64\": \"C\n\"}");
    bad.put("base64 with a letter of none", base64("SW5wdXRfMQ*="));
    bad.put("base64 of the other alphabet", base64("SW5wdXRfMQph_-8="));
    bad.put("base64 padded too much", base64("SW5wdXRfMQphYmM===="));
    bad.put("base64 of padding alone", base64("===="));
    bad.put("base64 with half a byte", base64("SW5wdXRfMQphYmNkA"));
    bad.put("base64 as a data URL", base64("data:text/csv;base64,C"));
    bad.put("an empty CSV", base64(""));
    bad.put("a header alone", base64(HttpCalls.base64("Input_1\n")));
    bad.put("a workbook", base64(HttpCalls.base64("PK\u0003\u0004")));
    bad.put("NUL in the CSV", base64(HttpCalls.base64("Input_1\na\0b\n")));
    bad.put("a column missing", base64(HttpCalls.base64("Other\na\n")));
    bad.put("an open quote", base64(HttpCalls.base64("Input_1\n\"a\n")));
    return bad;
  }

  private static String with(String member) {
    return "{" + member + ", \"workflowId\": \"W\", \"csvBase64\": \"C\"}";
  }

  private static String base64(String text) {
    return "{\"workflowId\": \"W\", \"csvBase64\": \"" + text + "\"}";
  }

  @TestFactory
  Stream<DynamicTest> aBadBodyIsA400ThatSaysWhy() {
    return bad().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> refused(filled(entry.getValue()).getBytes(StandardCharsets.UTF_8))));
  }

  private String filled(String body) {
    return body.replace("\"W", "\"" + workflow).replace("\"C", "\"" + CSV).replace(",C", "," + CSV);
  }

  private void refused(byte[] body) {
    HttpAnswer upload =
        calls.send(
            "POST",
            "/upload-trigger",
            BodyPublishers.ofByteArray(body),
            "Content-Type",
            "application/json");
    upload.expect(400);
    assertThat(upload.json().propertyNames()).containsExactly("error", "detail");
    assertThat(upload.json().path("error").asString())
        .isEqualTo("Invalid workflow ID or CSV file.");
    assertThat(upload.json().path("detail").asString()).isNotBlank();
    if (body.length < 1 << 20) {
      calls
          .send(
              "POST",
              "/status",
              BodyPublishers.ofByteArray(body),
              "Content-Type",
              "application/json")
          .expect(400, "{\"error\":\"Invalid Task ID.\"}");
    }
  }

  @TestFactory
  Stream<DynamicTest> whatIsNoUtf8IsRefused() {
    String body = filled(with("\"x\": \"?\""));
    return Stream.of("c0af", "ff", "c3", "eda080", "f4908080", "e28228", "80")
        .map(hex -> DynamicTest.dynamicTest(hex, () -> refused(spliced(body, hex))));
  }

  private static byte[] spliced(String body, String hex) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = body.indexOf('?');
    bytes.write(body.substring(0, at).getBytes(StandardCharsets.UTF_8));
    bytes.write(java.util.HexFormat.of().parseHex(hex));
    bytes.write(body.substring(at + 1).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  @Test
  void otherEncodingsAreRefused() {
    for (String charset : new String[] {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"}) {
      refused(filled(with("\"x\": 1")).getBytes(Charset.forName(charset)));
    }
  }

  @Test
  void theMembersMayComeInAnyOrderWithOthersBetween() {
    for (String body :
        new String[] {
          "{\"csvBase64\": \"C\", \"workflowId\": \"W\"}",
          "{\"x\": {\"a\": [1, 2.5, {\"b\": null}]}, \"csvBase64\": \"C\", \"y\": 1e10, \"workflowId\": \"W\"}",
          "\uFEFF{\"workflowId\": \"W\", \"csvBase64\": \"C\"}",
          " {\"workflowId\" :\"W\" , \"csvBase64\":\"C\" , \"😀\": \"😀 \\ud83d\\ude00\"}\n"
        }) {
      calls.postJson("/upload-trigger", filled(body)).expect(200);
    }
  }

  /// As `base64` and MIME wrap lines, and as some leave the padding out.
  @Test
  void wrappedEscapedAndUnpaddedBase64IsTaken() {
    String csv = "Input_1\n" + "abc ÄÖÜ ???>>>\n".repeat(20) + "x\n";
    String one = HttpCalls.base64(csv);
    String wrapped =
        Base64.getMimeEncoder()
            .encodeToString(csv.getBytes(StandardCharsets.UTF_8))
            .replace("\r\n", "\\r\\n");
    for (String text :
        new String[] {
          one,
          wrapped,
          one.replaceAll("=+$", ""),
          one.replace("/", "\\/"),
          one.replace("S", "\\u0053")
        }) {
      HttpAnswer taken = calls.postJson("/upload-trigger", filled(base64(text))).expect(200);
      assertThat(
              calls
                  .progress(taken.json().path("taskId").asString())
                  .path("totalNumOfTasks")
                  .asInt())
          .isEqualTo(21);
    }
  }

  @Test
  void aRefusedUploadLeavesNoFileBehind() {
    long before = server.inputCount();
    refused(
        filled("{\"workflowId\": \"none\", \"csvBase64\": \"C\"}")
            .getBytes(StandardCharsets.UTF_8));
    refused(filled(base64(HttpCalls.base64("Other\na\n"))).getBytes(StandardCharsets.UTF_8));
    refused(filled("{\"workflowId\": \"W\", \"csvBase64\": \"C").getBytes(StandardCharsets.UTF_8));
    refused(
        filled(base64(HttpCalls.base64("Input_1\n" + "a\n".repeat(100_000) + "\"b")))
            .getBytes(StandardCharsets.UTF_8));
    org.awaitility.Awaitility.await()
        .untilAsserted(() -> assertThat(server.inputCount()).isLessThanOrEqualTo(before));
  }
}
