package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkgpt.csv.InputOptions.Quotes;
import dev.bulkgpt.csv.ResultOptions;
import dev.bulkgpt.task.Selection;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ResultOutputTest {

  private static final String TAB = "\t";

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      value = {
        "UTF-8/,/false/,/false",
        "UTF-8/;/false/;/false",
        "UTF-8/tab/false/tab/false",
        "UTF-8/|/false/,/false",
        "UTF-8/:/true/,/true",
        "UTF-8/;/true/;/true",
        "utf-8-lenient/;/false/;/false",
        "US-ASCII/,/false/,/false",
        "windows-1252/;/false/;/true",
        "Shift_JIS/,/false/,/true",
        "UTF-16LE/tab/true/tab/true",
        "UTF-16LE/tab/false/tab/true"
      })
  void aResultHasTheFormOfItsInput(
      String encoding, String separator, boolean marked, String expected, boolean markExpected) {
    ResultForm form = ResultForm.of(card(encoding, tab(separator), marked, ""));

    assertThat(form).isEqualTo(new ResultForm(tab(expected).charAt(0), markExpected));
  }

  @Test
  void aWorkbooksResultHasACommaAndAMark() {
    assertThat(ResultForm.of(card("", ",", false, "Sheet1"))).isEqualTo(new ResultForm(',', true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      nullValues = "-",
      value = {
        "-/,/false",
        "--bom/,/true",
        "--no-bom/,/false",
        "--output-separator ;/;/false",
        "--output-separator tab/tab/false",
        "--output-separator \\t/tab/false",
        "--output-separator |/|/false"
      })
  void ofAPlainInputOnlyWhatIsAskedForIsNotPlainAndNothingIsTold(
      String options, String separator, boolean marked) {
    ResultOutput output = output(options);

    assertThat(output.options(ResultForm.PLAIN))
        .isEqualTo(new ResultOptions(false, false, tab(separator).charAt(0), marked));
    assertThat(output.told(ResultForm.PLAIN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      nullValues = "-",
      value = {
        "-/;/true/separator, `;`, and a byte order mark; --output-separator and --no-bom change it",
        "--bom/;/true/separator, `;`; --output-separator changes it",
        "--no-bom/;/false/separator, `;`; --output-separator changes it",
        "--output-separator ,/,/true/begins with a byte order mark",
        "--output-separator , --no-bom/,/false/-",
        "--output-separator ; --bom/;/true/-"
      })
  void whatNobodyAskedForIsTold(String options, char separator, boolean marked, String told) {
    ResultOutput output = output(options);
    ResultForm form = new ResultForm(';', true);

    assertThat(output.options(form)).isEqualTo(new ResultOptions(false, false, separator, marked));
    assertThat(output.told(form).orElse("")).contains(told == null ? "" : told);
    assertThat(output.told(form).isPresent()).isEqualTo(told != null);
  }

  @Test
  void aTabIsCalledATab() {
    assertThat(output(null).told(new ResultForm('\t', false)).orElseThrow())
        .contains("separator, a tab; --output-separator changes it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--output-separator a", "--output-separator 7", "--output-separator ;;"})
  void whatCannotSeparateIsRefused(String options) {
    assertThatThrownBy(() -> output(options).options(ResultForm.PLAIN))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("--output-separator takes `tab` or one sign");
  }

  @Test
  void aMarkAndNoneExcludeEachOther() {
    assertThatThrownBy(() -> output("--bom --no-bom").options(ResultForm.PLAIN))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("exclude each other");
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv, a.result.csv, a.sample.csv",
    "in/A.CSV, in/A.result.csv, in/A.sample.csv",
    "a.tsv, a.result.tsv, a.sample.tsv",
    "a.Tab, a.result.tab, a.sample.tab",
    "a.txt, a.result.txt, a.sample.txt",
    "a.xlsx, a.result.xlsx, a.sample.xlsx",
    "a.b.csv, a.b.result.csv, a.b.sample.csv",
    "a.dat, a.dat.result.csv, a.dat.sample.csv",
    "rows, rows.result.csv, rows.sample.csv",
    ".csv, .result.csv, .sample.csv"
  })
  void theResultLiesBesideItsInput(String input, String whole, String part) {
    assertThat(output(null).file(input, Selection.ALL)).contains(Path.of(whole));
    assertThat(output(null).file(input, new Selection.First(3))).contains(Path.of(part));
    assertThat(output(null).file(input, new Selection.Spread(3))).contains(Path.of(part));
    assertThat(output("-o r.csv").file(input, new Selection.First(3))).contains(Path.of("r.csv"));
    assertThat(output("-o -").file(input, Selection.ALL)).isEmpty();
  }

  @Test
  void standardInputGoesToStandardOutput() {
    assertThat(output(null).file("-", Selection.ALL)).isEmpty();
  }

  private static ResultOutput output(@Nullable String options) {
    return CommandLine.populateCommand(
        new ResultOutput(), options == null ? new String[0] : options.split(" ", -1));
  }

  private static String tab(String separator) {
    return separator.equals("tab") ? TAB : separator;
  }

  private static LocalRun.Card card(
      String encoding, String separator, boolean marked, String sheet) {
    return new LocalRun.Card(
        "w", "in", 1, encoding, separator, marked, Quotes.STANDARD, 0, sheet, List.of(), 0);
  }
}
