package dev.bulkgpt.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultCsvTest {

  private static final RowMeta META =
      new RowMeta(7, "failed", "a reason", "timeout", "ask", 3, 12, 34, "0.00056", 78, 1);

  @Test
  void inputColumnsComeFirstThenAddedOnesThenStatusAndError() throws IOException {
    assertThat(written(List.of("id"), "1", ResultOptions.DEFAULT))
        .isEqualTo("id,answer,_status,_error\r\n1,yes,failed,a reason\r\n");
  }

  @Test
  void fullMetaAddsWhatARowTook() throws IOException {
    assertThat(written(List.of("id"), "1", new ResultOptions(true, false, ',', false)))
        .startsWith("id,answer,_status,_error,_row,_error_code,_error_step,_attempts,")
        .contains(",_input_tokens,_output_tokens,_cost_usd,_latency_ms,_cached\r\n")
        .endsWith("\r\n1,yes,failed,a reason,7,timeout,ask,3,12,34,0.00056,78,1\r\n");
  }

  @Test
  void aUsersColumnOfOurNameWins() throws IOException {
    assertThat(written(List.of("_status"), "mine", ResultOptions.DEFAULT))
        .startsWith("_status,answer,__status,_error\r\nmine,yes,failed");
  }

  @Test
  void theByteOrderMarkComesFirstWhenAskedFor() throws IOException {
    assertThat(written(List.of("id"), "1", new ResultOptions(false, false, ',', true)))
        .startsWith("\ufeffid,");
  }

  @Test
  void whatCouldRunGetsAnApostropheInInputAndAddedColumnsUnlessAskedFor() throws IOException {
    assertThat(written(List.of("id"), "=1+1", ResultOptions.DEFAULT)).contains("\r\n'=1+1,yes");
    assertThat(written(List.of("id"), "=1+1", new ResultOptions(false, true, ',', false)))
        .contains("\r\n=1+1,yes");
    assertThat(row("-x(1)", "=1+1", "=1+1")).isEqualTo("'-x(1),'=1+1,failed,'=1+1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "; a;b \"a;b\";yes;",
        "; a,b \"a,b\";yes;",
        "| a|b \"a|b\"|yes|",
        "| a,b \"a,b\"|yes|",
        "| a;b \"a;b\"|yes|",
        ", a,b \"a,b\",yes,",
        ", a;b \"a;b\",yes,",
        ", a|b a|b,yes,"
      })
  void everySeparatorOfASpreadsheetIsQuotedWhateverTheResultsOwn(
      char separator, String cell, String line) throws IOException {
    ResultOptions options = new ResultOptions(false, false, separator, false);

    assertThat(written(List.of("id"), cell, options)).contains("\r\n" + line);
  }

  @Test
  void aTabMayBeTheSeparator() throws IOException {
    assertThat(written(List.of("id"), "a\tb", new ResultOptions(false, false, '\t', true)))
        .isEqualTo("\ufeffid\tanswer\t_status\t_error\r\n\"a\tb\"\tyes\tfailed\ta reason\r\n");
  }

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '\t', '|', ':', '~', '^', '!', '\u00a6'})
  void aSignMaySeparate(char c) {
    assertThat(ResultOptions.canSeparate(c)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      chars = {
        '"', '\'', '\r', '\n', '\0', ' ', 'a', '7', '\u00e9', '#', '=', '+', '-', '@', '.',
        '\u00a0', '\u200b', '\ufeff', '\ud83d', '\u001f', '\uffff'
      })
  void whatValuesAreMadeOfCannotSeparate(char c) {
    assertThat(ResultOptions.canSeparate(c)).isFalse();
  }

  @Test
  void headersAreGuardedToo() throws IOException {
    assertThat(written(List.of("=cmd"), "1", ResultOptions.DEFAULT)).startsWith("'=cmd,");
  }

  /// The row without its header and line break.
  private static String row(String input, String added, String error) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RowMeta meta = new RowMeta(1, "failed", error, "", "", 1, 0, 0, "0", 0, 0);
    try (ResultCsv csv =
        new ResultCsv(bytes, List.of("id"), List.of("answer"), ResultOptions.DEFAULT)) {
      csv.write(new String[] {input}, List.of(added), meta);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().skip(1).findFirst().orElseThrow();
  }

  private static String written(List<String> header, String cell, ResultOptions options)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ResultCsv csv = new ResultCsv(bytes, header, List.of("answer"), options)) {
      csv.write(new String[] {cell}, List.of("yes"), META);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
