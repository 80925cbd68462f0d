package dev.bulkgpt.app;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Percent-encoding (RFC 3986, section 2.1) as curl undoes it.
final class PercentCode {

  private static final int HEX = 16;

  private PercentCode() {}

  /// `%41` is `A`; what is no such code stays as it is, and so does `+`.
  static String decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
        decoded.write(
            Character.digit(bytes[i + 1], HEX) * HEX + Character.digit(bytes[i + 2], HEX));
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  private static boolean isHex(byte letter) {
    return Character.digit(letter, HEX) >= 0;
  }
}
