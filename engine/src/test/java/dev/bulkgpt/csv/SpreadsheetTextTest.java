package dev.bulkgpt.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "=\"007\"|007",
        "=\"\"|~~",
        "=\" a \"|~ a ~",
        "=\"say \"\"hi\"\"\"|say \"hi\"",
        "=\"=\"\"7\"\"\"|=\"7\"",
        "=\"\"\"\"|\""
      })
  void whatStandsInTheQuotesIsMeant(String cell, String meant) {
    assertThat(SpreadsheetText.is(cell)).isTrue();
    assertThat(SpreadsheetText.value(cell)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=",
        "=\"",
        "007",
        "\"007\"",
        "=1+1",
        "=\"a\"&\"b\"",
        "=\"a\"\"",
        "=\"a\" ",
        " =\"a\"",
        "=\"\"\"",
        "=a\"",
        "=\"a"
      })
  void anythingElseStaysAsItIs(String cell) {
    assertThat(SpreadsheetText.is(cell)).isFalse();
    assertThat(SpreadsheetText.value(cell)).isSameAs(cell);
  }
}
