package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/// A text without the mark that DOS puts at a file's end: U+001A, once or more, and the line breaks
/// behind it. Anywhere else U+001A is a character.
final class TextEnd extends Reader {

  private static final char END = '\u001a';

  /// More than this is no end any more but what the file is made of.
  private static final int MOST_CHARS = 64 * 1024;

  private final Reader text;

  /// Read but held back: perhaps the end.
  private final StringBuilder held = new StringBuilder();

  /// Read behind what was held and so shows that it was not the end.
  private char[] next = {};

  TextEnd(Reader text) {
    this.text = text;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (next.length > 0) {
        return given(target, offset, length);
      }
      int count = text.read(target, offset, length);
      if (count < 0) {
        return -1;
      }
      int kept = withoutEnd(target, offset, count);
      if (held.length() + count - kept > MOST_CHARS) {
        kept = count;
      }
      if (held.isEmpty() && kept > 0) {
        held.append(target, offset + kept, count - kept);
        return kept;
      }
      if (kept > 0) {
        next = (held + new String(target, offset, kept)).toCharArray();
        held.setLength(0);
      }
      held.append(target, offset + kept, count - kept);
    }
  }

  /// How many characters stand before what may be the end, when all before it was none.
  private int withoutEnd(char[] chars, int offset, int count) {
    int kept = count;
    int at = count;
    while (at > 0 && isOfEnd(chars[offset + at - 1])) {
      at--;
      if (chars[offset + at] == END || (at == 0 && !held.isEmpty())) {
        kept = at;
      }
    }
    return kept;
  }

  private static boolean isOfEnd(char c) {
    return c == END || c == '\n' || c == '\r';
  }

  private int given(char[] target, int offset, int length) {
    int count = Math.min(length, next.length);
    System.arraycopy(next, 0, target, offset, count);
    next = Arrays.copyOfRange(next, count, next.length);
    return count;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
