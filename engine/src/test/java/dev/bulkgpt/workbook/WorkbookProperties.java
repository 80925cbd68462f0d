package dev.bulkgpt.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

class WorkbookProperties {

  private static final LocalDateTime FROM_1900 = LocalDateTime.of(1899, 12, 30, 0, 0);
  private static final LocalDateTime FROM_1904 = LocalDateTime.of(1904, 1, 1, 0, 0);

  /// Milliseconds from 1904-01-02 to the end of 9999.
  @Property
  void aDateIsTheOneThatWasWritten(
      @ForAll @LongRange(min = -2_082_758_400_000L, max = 253_402_300_799_999L) long millis,
      @ForAll boolean from1904) {
    LocalDateTime at =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(millis, 1000),
            (int) Math.floorMod(millis, 1000L) * 1_000_000,
            ZoneOffset.UTC);
    double serial = Duration.between(from1904 ? FROM_1904 : FROM_1900, at).toMillis() / 86_400_000d;

    Optional<String> text = new SerialDate(from1904).text(serial, NumberFormat.DATE_TIME);

    assertThat(text.map(LocalDateTime::parse)).contains(at);
  }

  @Property
  void everyDayBefore1900sMarchIsOneEarlier(@ForAll @IntRange(min = 1, max = 59) int serial) {
    assertThat(new SerialDate(false).text(serial, NumberFormat.DATE))
        .contains(LocalDate.of(1899, 12, 31).plusDays(serial).toString());
  }

  @Property
  void aDecimalMeansTheSameDouble(@ForAll double value) {
    String decimal = CellText.decimal(Double.toString(value), value);

    assertThat(Double.parseDouble(decimal)).isEqualTo(value + 0.0);
    assertThat(decimal).matches("-?(0|[1-9][0-9]*)([.][0-9]*[1-9])?");
  }

  @Property
  void aDecimalIsNotLongerThanItMustBe(
      @ForAll @DoubleRange(min = 0, max = 1_000_000) double value,
      @ForAll @IntRange(min = 1, max = 6) int scale) {
    double rounded = Math.round(value * Math.pow(10, scale)) / Math.pow(10, scale);
    String written = "%." + scale + "f";

    assertThat(CellText.decimal(written.formatted(rounded) + "0", rounded))
        .hasSizeLessThanOrEqualTo(written.formatted(rounded).length());
  }

  @Property
  void whatIsEscapedByRuleReadsBack(@ForAll @StringLength(max = 40) String text) {
    Assume.that(text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
    String escaped =
        text.chars()
            .mapToObj(c -> isEscaped((char) c) ? "_x%04X_".formatted(c) : Character.toString(c))
            .collect(Collectors.joining());

    assertThat(CellText.unescaped(escaped)).isEqualTo(text);
  }

  private static boolean isEscaped(char c) {
    return c < ' ' || c == '_' || c == '\uffff' || Character.isSurrogate(c);
  }

  @Property
  void aPlaceReadsBack(
      @ForAll @IntRange(max = 16_383) int column,
      @ForAll @IntRange(min = 1, max = 1_048_576) int row) {
    CellName name = new CellName(column, row);

    assertThat(CellName.parse(name.toString())).contains(name);
  }
}
