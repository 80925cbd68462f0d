package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a server answered. Made only of answers that give nothing away: a fault of ours, a class, a
/// path, SQL or a version in any of them fails the test that asked.
///
/// @param headers by their names in lower case, in order
record HttpAnswer(int status, Map<String, List<String>> headers, String body) {

  private static final Pattern LEAK =
      Pattern.compile(
          "Exception|\\bat [a-z]+\\.[a-z]+|\\b(java|javax|jakarta|org|com|tools|dev)\\.[a-z]+\\."
              + "|StreamRead|Jackson|Tomcat|Spring|Coyote|SQLite|sqlite|SELECT |INSERT |UPDATE "
              + "|bulkgpt\\.db|/tmp/|/home/|/root/|\\bnull\\b|0\\.1\\.0");

  HttpAnswer {
    headers = new TreeMap<>(headers);
    assertThat(status).as("no fault of ours: %s", body).isLessThan(500);
    assertThat(headers).doesNotContainKeys("server", "x-powered-by", "via");
    String shown = headers + (isCsv(headers) ? "" : body);
    assertThat(LEAK.matcher(shown).results().map(found -> found.group()).toList())
        .as("what an answer gives away: %s", shown)
        .isEmpty();
  }

  private static boolean isCsv(Map<String, List<String>> headers) {
    return headers.getOrDefault("content-type", List.of("")).getFirst().startsWith("text/csv");
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of()).stream()
        .findFirst();
  }

  JsonNode json() {
    return JsonMapper.shared().readTree(body);
  }

  /// All but the time of day.
  HttpAnswer timeless() {
    Map<String, List<String>> kept = new TreeMap<>(headers);
    kept.remove("date");
    return new HttpAnswer(status, kept, body);
  }

  HttpAnswer expect(int expected, String expectedBody) {
    assertThat(status + " " + body).isEqualTo(expected + " " + expectedBody);
    return this;
  }

  HttpAnswer expect(int expected) {
    assertThat(status).as(body).isEqualTo(expected);
    return this;
  }
}
