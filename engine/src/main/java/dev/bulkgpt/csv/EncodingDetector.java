package dev.bulkgpt.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.mozilla.universalchardet.Constants;
import org.mozilla.universalchardet.UniversalDetector;

/// Tells the encoding of text without a byte order mark from a window of it that begins with its
/// first non-ASCII byte.
///
/// UTF-8 is told by its own rules. Of the others, a statistical detector proposes GB18030 or
/// Shift-JIS; a proposal is taken when the window decodes without an error *and* most of what it
/// decodes to is what such texts are made of, for short Western texts can look like either by
/// chance. What is left is Windows-1252.
final class EncodingDetector {

  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Charset GB18030 = Charset.forName("GB18030");

  /// Shift-JIS as it is met in files: Microsoft's code page 932.
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");

  private static final double ENOUGH = 0.8;

  private static final Set<Character.UnicodeBlock> EAST_ASIAN =
      Set.of(
          Character.UnicodeBlock.CJK_UNIFIED_IDEOGRAPHS,
          Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION,
          Character.UnicodeBlock.HIRAGANA,
          Character.UnicodeBlock.KATAKANA,
          Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS,
          Character.UnicodeBlock.GENERAL_PUNCTUATION);

  private EncodingDetector() {}

  /// @param complete the window ends where the file ends; else it may end inside a character
  static Charset detect(byte[] window, int offset, int length, boolean complete) {
    if (decode(StandardCharsets.UTF_8, window, offset, length, complete).isPresent()) {
      return StandardCharsets.UTF_8;
    }
    Optional<Charset> proposed = proposal(window, offset, length);
    if (proposed.isPresent()) {
      Optional<String> text = decode(proposed.get(), window, offset, length, complete);
      if (text.isPresent() && isEastAsian(text.get())) {
        return proposed.get();
      }
    }
    return WINDOWS_1252;
  }

  private static Optional<Charset> proposal(byte[] window, int offset, int length) {
    UniversalDetector detector = new UniversalDetector();
    detector.handleData(window, offset, length);
    detector.dataEnd();
    String name = detector.getDetectedCharset();
    if (Constants.CHARSET_GB18030.equals(name)) {
      return Optional.of(GB18030);
    }
    return Constants.CHARSET_SHIFT_JIS.equals(name) ? Optional.of(SHIFT_JIS) : Optional.empty();
  }

  /// Most non-ASCII characters are Chinese or Japanese script or its punctuation, and they do not
  /// stand alone between Latin letters, as a misread accented letter would.
  private static boolean isEastAsian(String text) {
    long foreign = 0;
    long fitting = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      foreign++;
      boolean alone =
          i > 0
              && isLatin(text.charAt(i - 1))
              && (i + 1 == text.length() || text.charAt(i + 1) < 0x80);
      if (!alone && isEastAsian(c)) {
        fitting++;
      }
    }
    return fitting >= ENOUGH * foreign;
  }

  private static boolean isLatin(char c) {
    return Character.toLowerCase(c) >= 'a' && Character.toLowerCase(c) <= 'z';
  }

  private static boolean isEastAsian(char c) {
    return EAST_ASIAN.contains(Character.UnicodeBlock.of(c));
  }

  private static Optional<String> decode(
      Charset charset, byte[] window, int offset, int length, boolean complete) {
    CharsetDecoder decoder = strict(charset);
    CharBuffer text = CharBuffer.allocate((int) (length * (double) decoder.maxCharsPerByte()) + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(window, offset, length), text, complete);
    return result.isError() ? Optional.empty() : Optional.of(text.flip().toString());
  }

  /// A decoder that never replaces: what it cannot read is an error.
  static CharsetDecoder strict(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }
}
