package dev.bulkgpt.model;

import java.nio.charset.StandardCharsets;

/// What a request will likely use: a cheap guess before each call, rather too much than too little.
/// What was really used is billed.
final class LikelyUsage {

  /// Prose has four bytes a token and more, numbers, code and other scripts have about three.
  private static final int BYTES_PER_TOKEN = 3;

  /// Roles and separators.
  private static final int TOKENS_PER_MESSAGE = 8;

  private static final int TOKENS_PER_IMAGE = 1_000;

  /// An answer whose length nobody limited.
  static final int OUTPUT_TOKENS = 256;

  private LikelyUsage() {}

  static Usage of(ModelRequest request) {
    long tokens = request.schema().map(schema -> tokens(schema.toString())).orElse(0L);
    for (Message message : request.messages()) {
      tokens += TOKENS_PER_MESSAGE + tokens(message.text());
      tokens += (long) TOKENS_PER_IMAGE * message.imageUrls().size();
    }
    return new Usage(tokens, 0, request.maxOutputTokens().orElse(OUTPUT_TOKENS));
  }

  private static long tokens(String text) {
    return Math.ceilDiv(text.getBytes(StandardCharsets.UTF_8).length, BYTES_PER_TOKEN);
  }
}
