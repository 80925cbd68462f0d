package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first characters of a text from its header on, to be looked at before it is read. Before the
/// header may stand byte order marks, a line `sep=;` of Excel's, and the lines a person asked to
/// skip.
///
/// @param text at most [#CHARS]
/// @param line where it begins in the file, from 1
/// @param complete the file has no more
/// @param separator as a person or a `sep=` line names it
record TextStart(String text, long line, boolean complete, Optional<Character> separator) {

  static final int CHARS = 64 * 1024;

  static final char MARK = '\ufeff';

  /// The character, and what a spreadsheet put behind the line when it saved it again.
  private static final Pattern NAMED =
      Pattern.compile(
          "\"?sep=(?<character>[^\"\r\n])\"?(?<rest>[,;\t|]*)(?<end>\r\n|\r|\n|\\z)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LIKE_NAMED =
      Pattern.compile("\"?sep=[^\r\n]*", Pattern.CASE_INSENSITIVE);

  /// Reads as much as is needed; the rest is left in `text`.
  ///
  /// @throws InputRefusedException when nothing is left behind the skipped lines
  static TextStart read(Reader text, InputOptions options) throws IOException {
    StartReader start = new StartReader(text);
    while (start.length() > 0 && start.charAt(0) == MARK) {
      start.pass(1);
    }
    Optional<Character> separator = options.separator();
    long passed = 0;
    Matcher named = NAMED.matcher(start);
    if (named.lookingAt()) {
      if (separator.isEmpty()) {
        separator = Optional.of(named(named));
      }
      // This line is one of those above the header, as an editor counts.
      passed = 1;
      start.pass(named.end());
    } else if (separator.isEmpty() && options.skipLines() == 0) {
      mustNotBeLike(start);
    }
    for (; passed < options.skipLines(); passed++) {
      if (!start.passLine()) {
        break;
      }
    }
    if (options.skipLines() > 0 && start.length() == 0) {
      throw new InputRefusedException(
          "The file has %,d lines, and %,d are to be skipped: no header is left."
              .formatted(passed, options.skipLines()));
    }
    String beginning = start.text();
    return new TextStart(beginning, passed + 1, start.complete(), separator);
  }

  private static char named(Matcher named) throws InputRefusedException {
    char separator = named.group("character").charAt(0);
    String rest = named.group("rest");
    if (!rest.equals(String.valueOf(separator).repeat(rest.length()))) {
      throw new InputRefusedException(
          RowPlace.LINE,
          1,
          "The line `%s` names one separator and ends with another. Delete the line, or name the separator with --separator and skip the line with --skip-lines 1."
              .formatted(Shown.text(named.group().strip())));
    }
    return separator;
  }

  private static void mustNotBeLike(CharSequence start) throws InputRefusedException {
    Matcher like = LIKE_NAMED.matcher(start);
    if (like.lookingAt()) {
      throw new InputRefusedException(
          RowPlace.LINE,
          1,
          "The line `%s` names no separator of one character. Delete the line, or name the separator with --separator and skip the line with --skip-lines 1."
              .formatted(Shown.text(like.group())));
    }
  }

  /// A line of the file, when it stands in this beginning.
  Optional<String> line(long number) {
    if (number < line) {
      return Optional.empty();
    }
    return text.lines().skip(number - line).findFirst();
  }
}
