package dev.bulkgpt.csv;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A row of a CSV with a value beyond the header's last column: what is said of it.
final class WideRow {

  private static final Predicate<String> CURLY = Pattern.compile("^\\s*[“„‟]").asPredicate();
  private static final Predicate<String> SPACED =
      Pattern.compile("^\\s+\".*[^\"]$|^\\s+\"$").asPredicate();

  private WideRow() {}

  /// @param titles when the header seems to stand below this row or another
  static InputRefusedException refusal(
      RawRow row, int columns, CsvForm form, Optional<TitleRows> titles) {
    return new InputRefusedException(
        RowPlace.LINE,
        row.line(),
        "The row has %,d values, the header %,d. %s"
            .formatted(RowShape.used(row.cells()), columns, reason(row, columns, form, titles)));
  }

  private static String reason(RawRow row, int columns, CsvForm form, Optional<TitleRows> titles) {
    String separator = Shown.separator(form.separator());
    if (!form.hasQuotes()) {
      return "Quotes hold nothing together here (--quotes none), so that no value can have %s in it."
          .formatted(separator);
    }
    if (Stream.of(row.cells()).anyMatch(CURLY)) {
      return "Curly quotes (“ ”) do not hold a value together: write straight ones (\").";
    }
    if (Stream.of(row.cells()).anyMatch(SPACED)) {
      return "A space stands before a quote, so that the quotes do not hold the value together: delete the space.";
    }
    String hint = titles.map(it -> "; or " + it.hint()).orElse("");
    if (columns == 1) {
      return "A value that contains %s must be in quotes; if the file has one column only, name a separator that it does not contain, such as --separator tab%s."
          .formatted(separator, hint);
    }
    return "Perhaps a value that contains %s is not in quotes%s.".formatted(separator, hint);
  }
}
