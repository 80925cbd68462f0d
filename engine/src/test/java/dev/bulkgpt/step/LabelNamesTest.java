package dev.bulkgpt.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelNamesTest {

  /// Labels, what the model says, the label that is meant.
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "billing,shipping; billing; billing",
        "billing,shipping;  BILLING ; billing",
        "billing,shipping; **Billing**.; billing",
        "billing,shipping; Label: billing; billing",
        "billing,shipping; Category: \"shipping\"; shipping",
        "billing,shipping; billing and shipping; -",
        "billing,shipping; ; -",
        "billing,shipping; ***; -",
        "billing,shipping; Label:; -",
        "C,C#; C#; C#",
        "C,C#; C; C",
        "C,C#; **C#**; -",
        "Yes,yes; yes; yes",
        "Yes,yes; YES; -",
        "n/a.,other; n/a; n/a.",
        "-1,1; -1; -1",
        "label: a,b; label: a; label: a"
      })
  void theLabelThatIsMeantIsFound(String labels, String said, String meant) {
    assertThat(new LabelNames(labels(labels)).find(said == null ? "" : said))
        .isEqualTo(Optional.ofNullable(meant));
  }

  private static List<String> labels(String commaSeparated) {
    return Arrays.asList(commaSeparated.split(",", -1));
  }
}
