package dev.bulkgpt.csv.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The pieces of text that have a byte beyond ASCII: what tells encodings apart. A piece ends at
/// ASCII blanks and punctuation that no encoding uses as the second byte of a character.
final class Pieces {

  /// Of a longer one (East Asian text has no blanks) the beginning tells enough.
  private static final int MOST_BYTES = 240;

  private Pieces() {}

  /// A piece as it stands in the file.
  ///
  /// @param at its place in the window
  /// @param cut it goes on
  record Piece(ByteBuffer bytes, int at, boolean cut, char before, char after) {

    int length() {
      return bytes.capacity();
    }
  }

  /// The first different ones, at most so many.
  ///
  /// @param complete the window ends where the file ends; else it may end inside a character
  /// @param known what need not be told again; gets what is told now
  static List<Piece> in(
      byte[] window, int offset, int length, boolean complete, int most, Set<String> known) {
    List<Piece> pieces = new ArrayList<>();
    Set<String> told = new HashSet<>();
    int end = offset + length;
    int start = offset;
    while (start < end && pieces.size() < most) {
      int stop = start;
      boolean odd = false;
      while (stop < end && !isBorder(window[stop])) {
        odd |= window[stop] < 0;
        stop++;
      }
      if (odd) {
        int bytes = Math.min(stop - start, MOST_BYTES);
        String key = new String(window, start, bytes, StandardCharsets.ISO_8859_1);
        if (!known.contains(key) && told.add(key)) {
          pieces.add(
              new Piece(
                  ByteBuffer.wrap(Arrays.copyOfRange(window, start, start + bytes))
                      .asReadOnlyBuffer(),
                  start,
                  bytes < stop - start || (stop == end && !complete),
                  start == offset ? ' ' : border(window[start - 1]),
                  stop == end ? ' ' : border(window[stop])));
        }
      }
      start = Math.max(stop, start) + 1;
    }
    known.addAll(told);
    return pieces;
  }

  /// Different words of ASCII letters alone, in lower case.
  static List<String> words(byte[] window, int offset, int length, int most) {
    Set<String> words = new LinkedHashSet<>();
    int end = offset + length;
    int start = offset;
    while (start < end && words.size() < most) {
      int stop = start;
      while (stop < end && isLetter(window[stop])) {
        stop++;
      }
      boolean apart =
          (start == offset || window[start - 1] >= 0) && stop < end && window[stop] >= 0;
      if (apart && stop - start > 1 && stop - start < 30) {
        String word = new String(window, start, stop - start, StandardCharsets.US_ASCII);
        words.add(word.toLowerCase(Locale.ROOT));
      }
      start = stop + 1;
    }
    return List.copyOf(words);
  }

  private static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  private static boolean isBorder(byte b) {
    return b >= 0 && (b < '0' || (b > '9' && b < '@'));
  }

  /// Separators, quotes and line breaks of the CSV are as good as a blank.
  private static char border(byte b) {
    return b < ' ' || b == ',' || b == ';' || b == '"' ? ' ' : (char) b;
  }
}
