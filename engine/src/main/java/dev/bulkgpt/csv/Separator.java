package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells the separator from the beginning of a text: the one that splits the header and the first
/// rows into the same number of columns, more than one; else the comma.
///
/// @param character what separates
/// @param skip characters before the header: Excel's `sep=;` line, when there is one
record Separator(char character, int skip) {

  private static final char[] CANDIDATES = {',', ';', '\t', '|'};
  private static final int ROWS_SEEN = 20;
  private static final Pattern NAMED =
      Pattern.compile("\"?sep=([^\"\r\n])\"?(\r\n|\r|\n|\\z)", Pattern.CASE_INSENSITIVE);

  /// @param start the first characters of the text
  /// @param complete these are all of it; else the last row may be cut off
  static Separator find(
      String start, boolean complete, Optional<Character> given, InputLimits limits) {
    Matcher named = NAMED.matcher(start);
    int skip = named.lookingAt() ? named.end() : 0;
    if (given.isPresent()) {
      return new Separator(given.get(), skip);
    }
    if (skip > 0) {
      return new Separator(named.group(1).charAt(0), skip);
    }
    char best = ',';
    int mostColumns = 1;
    for (char candidate : CANDIDATES) {
      int columns = columns(start, complete, candidate, limits);
      if (columns > mostColumns) {
        best = candidate;
        mostColumns = columns;
      }
    }
    return new Separator(best, 0);
  }

  /// The number of columns all rows agree on; 0 when they do not.
  private static int columns(String start, boolean complete, char candidate, InputLimits limits) {
    List<RawRow> rows = rows(start, complete, candidate, limits);
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

  /// Rows that cannot be read this way end the list: what counts is what stood before.
  private static List<RawRow> rows(
      String start, boolean complete, char candidate, InputLimits limits) {
    List<RawRow> rows = new ArrayList<>();
    RawRows all = new RawRows(new StringReader(start), candidate, limits);
    try {
      Optional<RawRow> row = all.next();
      while (row.isPresent() && rows.size() < ROWS_SEEN) {
        rows.add(row.get());
        row = all.next();
      }
      if (row.isEmpty() && !complete && rows.size() > 1) {
        rows.removeLast();
      }
    } catch (InputRefusedException e) {
      return complete ? List.of() : rows;
    } catch (IOException e) {
      throw new IllegalStateException("a string was read", e);
    }
    return rows;
  }
}
