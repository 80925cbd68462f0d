package dev.bulkgpt.app.api;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

/// Task ids in the original's shape: base64 of `<epoch seconds>_<yyyy-MM-dd-HH:mm:ss>_<32 hex>` in
/// UTC, 84 characters. The hex digits are 128 random bits, so nobody guesses one. (The text's
/// characters give no `+` and no `/`.)
final class TaskIds {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH:mm:ss").withZone(ZoneOffset.UTC);

  private final SecureRandom random = new SecureRandom();

  String next(Instant now) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String text =
        now.getEpochSecond() + "_" + DATE.format(now) + "_" + HexFormat.of().formatHex(bytes);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
