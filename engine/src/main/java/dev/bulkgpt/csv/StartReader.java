package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.Reader;

/// The next characters of a text, up to [TextStart#CHARS], as a window that is moved on. What lies
/// behind the window is still in the text it was made of.
final class StartReader implements CharSequence {

  private final Reader text;
  private final char[] window = new char[TextStart.CHARS];
  private int from;
  private int to;
  private boolean ended;

  StartReader(Reader text) throws IOException {
    this.text = text;
    fill();
  }

  /// As much of the text as the window holds.
  String text() throws IOException {
    fill();
    return toString();
  }

  /// The text ends where the window does. To be asked after [#text].
  boolean complete() {
    return ended;
  }

  /// @param characters within the window
  void pass(int characters) {
    from += characters;
  }

  /// Passes what is left of a line, with its break: CR LF, CR or LF.
  ///
  /// @return false when there was nothing left
  boolean passLine() throws IOException {
    if (isAtEnd()) {
      return false;
    }
    while (!isAtEnd()) {
      char c = window[from++];
      if (c == '\n') {
        return true;
      }
      if (c == '\r') {
        if (!isAtEnd() && window[from] == '\n') {
          from++;
        }
        return true;
      }
    }
    return true;
  }

  private boolean isAtEnd() throws IOException {
    if (from == to) {
      fill();
    }
    return from == to;
  }

  private void fill() throws IOException {
    System.arraycopy(window, from, window, 0, to - from);
    to -= from;
    from = 0;
    // Room for two: a decoder gives both halves of a surrogate pair or, for ever, none.
    while (to < window.length - 1 && !ended) {
      int count = text.read(window, to, window.length - to);
      if (count < 0) {
        ended = true;
      } else {
        to += count;
      }
    }
  }

  @Override
  public int length() {
    return to - from;
  }

  @Override
  public char charAt(int index) {
    return window[from + index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(window, from + start, end - start);
  }

  @Override
  public String toString() {
    return new String(window, from, to - from);
  }
}
