package dev.bulkgpt.csv;

import dev.bulkgpt.csv.InputOptions.Quotes;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Tells the separator from the beginning of a text: the one that splits the header and the first
/// rows into the same number of columns, more than one. When there is none, the one that does so up
/// to a row that cannot be read, or with some values missing, or from a header below some titles
/// on; else the comma.
final class Separator {

  private static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');
  private static final int ROWS_SEEN = 20;

  /// The first rows as a separator splits them.
  ///
  /// @param broken they end where it cannot be the separator
  private record Sample(char separator, List<RawRow> rows, boolean broken) {

    /// The number of columns all rows agree on; 0 when they do not.
    int columns() {
      if (rows.isEmpty()) {
        return 0;
      }
      int columns = rows.getFirst().cells().length;
      for (RawRow row : rows) {
        if (row.cells().length < columns || RowShape.used(row.cells()) > columns) {
          return 0;
        }
      }
      return columns;
    }

    /// Those of the header, when no row has more, most have several, and the header looks like one.
    int columnsOfRagged() {
      if (rows.size() < 2 || !TitleRows.isHeader(rows.getFirst().cells())) {
        return 0;
      }
      int columns = rows.getFirst().cells().length;
      long split = rows.stream().filter(row -> row.cells().length > 1).count();
      boolean fits = rows.stream().allMatch(row -> RowShape.used(row.cells()) <= columns);
      return fits && split * 2 > rows.size() ? columns : 0;
    }

    /// Two columns are not enough to tell titles from texts, unless these stand apart.
    int columnsBelowTitles() {
      return TitleRows.find(rows)
          .filter(it -> it.width() > 2 || it.apart())
          .map(TitleRows::width)
          .orElse(0);
    }
  }

  /// What shows that a separator is the one, the surest first.
  private static final List<ToIntFunction<Sample>> SIGNS =
      List.of(
          sample -> sample.broken() ? 0 : sample.columns(),
          Sample::columns,
          Sample::columnsOfRagged,
          Sample::columnsBelowTitles);

  private Separator() {}

  static char find(TextStart start, InputOptions options) {
    if (start.separator().isPresent()) {
      return start.separator().get();
    }
    List<Sample> samples =
        CANDIDATES.stream().map(candidate -> sample(start, candidate, options)).toList();
    for (ToIntFunction<Sample> sign : SIGNS) {
      char best = ',';
      int most = 1;
      for (Sample sample : samples) {
        if (sign.applyAsInt(sample) > most) {
          best = sample.separator();
          most = sign.applyAsInt(sample);
        }
      }
      if (most > 1) {
        return best;
      }
    }
    return ',';
  }

  /// The rows below what was skipped, blank ones left out, as they would be read.
  static List<RawRow> firstRows(TextStart start, CsvForm form, InputLimits limits) {
    return sample(start, form, limits).rows();
  }

  private static Sample sample(TextStart start, char candidate, InputOptions options) {
    // What is a slip is told when the file is read.
    Quotes quotes = options.quotes().orElse(Quotes.STANDARD);
    return sample(start, new CsvForm(candidate, Optional.of(quotes)), options.limits());
  }

  private static Sample sample(TextStart start, CsvForm form, InputLimits limits) {
    List<RawRow> rows = new ArrayList<>();
    RawRows all = new RawRows(start, Reader.nullReader(), form, limits);
    try {
      Optional<RawRow> row = all.next();
      while (row.isPresent() && rows.size() < ROWS_SEEN) {
        if (!row.get().blank()) {
          rows.add(row.get());
        }
        row = all.next();
      }
      if (row.isEmpty() && !start.complete() && rows.size() > 1) {
        rows.removeLast();
      }
    } catch (InputRefusedException e) {
      // A text that is cut off may well end inside quotes.
      return new Sample(form.separator(), rows, start.complete());
    } catch (IOException e) {
      throw new IllegalStateException("a string was read", e);
    }
    return new Sample(form.separator(), rows, false);
  }
}
