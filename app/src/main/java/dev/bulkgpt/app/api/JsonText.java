package dev.bulkgpt.app.api;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// The characters of a JSON text: UTF-8 to the letter (RFC 8259), a byte order mark passed over.
/// What the parser would overlook inside a text it decodes by itself is refused here: control
/// characters as they are, and NUL in any spelling.
final class JsonText extends FilterReader {

  private static final char MARK = '\uFEFF';
  private static final int DIGITS = 4;

  private boolean started;
  private boolean inString;
  private boolean escaped;

  /// Digits still to come of a `\\u` escape, and whether those so far were zeros.
  private int digits;

  private boolean zeros;

  private JsonText(Reader in) {
    super(in);
  }

  static Reader of(InputStream in) {
    return new JsonText(
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, length);
    if (!started && count > 0) {
      started = true;
      if (into[offset] == MARK) {
        into[offset] = ' ';
      }
    }
    int end = offset + count;
    for (int i = plain(into, offset, end); i < end; i = plain(into, i + 1, end)) {
      check(into[i]);
    }
    return count;
  }

  /// Passes over what needs no look of its own: nearly all of a large text.
  private int plain(char[] chars, int from, int end) {
    int at = from;
    if (inString && !escaped && digits == 0) {
      while (at < end && chars[at] >= ' ' && chars[at] != '"' && chars[at] != '\\') {
        at++;
      }
    }
    return at;
  }

  private void check(char c) {
    if (!inString) {
      inString = c == '"';
    } else if (c < ' ') {
      throw new RefusedJsonException("A text holds a bare control character.");
    } else if (digits > 0) {
      digit(c);
    } else if (escaped) {
      escaped = false;
      digits = c == 'u' ? DIGITS : 0;
      zeros = true;
    } else if (c == '\\') {
      escaped = true;
    } else if (c == '"') {
      inString = false;
    }
  }

  private void digit(char c) {
    zeros &= c == '0';
    digits--;
    if (digits == 0 && zeros) {
      throw new RefusedJsonException("A text holds NUL.");
    }
  }
}
