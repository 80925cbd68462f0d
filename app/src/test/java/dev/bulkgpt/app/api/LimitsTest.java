package dev.bulkgpt.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkgpt.csv.InputLimits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The limits that docs/operations.md lists are those that hold.
class LimitsTest {

  @Test
  void fixedLimitsAreTold() throws Exception {
    String told = Files.readString(Path.of("../docs/operations.md"));
    InputLimits csv = InputLimits.DEFAULT;

    assertThat(told)
        .contains(row("body of every other call", mib(ServerSettings.SMALL_BYTES)))
        .contains(row("columns of a CSV", csv.columns() + ""))
        .contains(row("a column's name", csv.headerNameChars() + " characters"))
        .contains(row("a value of a CSV", mib(csv.cellBytes())))
        .contains(row("a row of a CSV", mib(csv.rowBytes())))
        .contains(
            row(
                "request line and headers together",
                (ServerSettings.MAX_HEADER_BYTES >> 10) + " KiB"))
        .contains(row("headers", Connections.MAX_HEADERS + ""))
        .contains(row("time for the headers", ServerSettings.HEADER_TIMEOUT.toSeconds() + " s"))
        .contains(
            row(
                "time between two requests, or two pieces of a body",
                ServerSettings.IDLE_TIMEOUT.toSeconds()
                    + " s and "
                    + ServerSettings.HEADER_TIMEOUT.toSeconds()
                    + " s"))
        .contains(
            row(
                "rate of a body, after its first " + Body.PATIENCE.toSeconds() + " s",
                (Body.MIN_BYTES_PER_SECOND >> 10) + " KiB/s on average"))
        .contains(row("a download link", DownloadLinks.VALID.toHours() + " h"))
        .contains(row("free space where the data is", mib(ServerSettings.MIN_FREE_DISK_BYTES)));
  }

  @Test
  void jsonIsLimitedAsTold() throws Exception {
    holds("JSON depth", 100, n -> "[".repeat(n - 1) + "]".repeat(n - 1), "100");
    holds("a number in JSON", 100, "1"::repeat, "100 characters, exponent of at most 3 digits");
    holds(
        "a number in JSON",
        3,
        n -> "1e" + "1".repeat(n),
        "100 characters, exponent of at most 3 digits");
    holds(
        "a text in JSON, `csvBase64` excepted",
        1_000_000,
        n -> "\"" + "a".repeat(n) + "\"",
        "1000000 characters");
    holds("a name in JSON", 1_000, n -> "{\"" + "a".repeat(n) + "\": 1}", "1000 characters");
  }

  private interface Sized {
    String value(int size);
  }

  private static void holds(String limit, int most, Sized value, String told) throws Exception {
    assertThat(Files.readString(Path.of("../docs/operations.md"))).contains(row(limit, told));
    assertThatCode(() -> read(value.value(most))).doesNotThrowAnyException();
    assertThatThrownBy(() -> read(value.value(most + 1))).as(limit).isInstanceOf(Exception.class);
  }

  private static void read(String value) throws Exception {
    byte[] body = ("{\"a\": " + value + "}").getBytes(StandardCharsets.UTF_8);
    StrictJson.object(new ByteArrayInputStream(body), (name, parser) -> false);
  }

  private static String row(String limit, String value) {
    return "| " + limit + " | " + value + " |";
  }

  private static String mib(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
