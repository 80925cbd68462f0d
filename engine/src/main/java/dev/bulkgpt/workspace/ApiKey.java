package dev.bulkgpt.workspace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// An API key as its holder has it: `bk_`, a public prefix, `_`, and 256 random bits in base64url.
/// Kept nowhere; the store has the prefix and the SHA-256 of the whole. (Plain SHA-256 is enough
/// for 256 random bits: there is nothing to guess.)
public record ApiKey(String text) {

  private static final String MARK = "bk_";
  private static final int PREFIX_BYTES = 6;
  private static final int SECRET_BYTES = 32;
  private static final int MAX_LENGTH = 80;

  static ApiKey random(SecureRandom random) {
    byte[] prefix = new byte[PREFIX_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(prefix);
    random.nextBytes(secret);
    return new ApiKey(
        MARK
            + HexFormat.of().formatHex(prefix)
            + "_"
            + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /// The part that may be shown: `bk_` and 12 hex digits. Empty when the text is no key.
  Optional<String> prefix() {
    int length = MARK.length() + 2 * PREFIX_BYTES;
    boolean shaped =
        text.length() > length
            && text.length() <= MAX_LENGTH
            && text.startsWith(MARK)
            && text.charAt(length) == '_';
    return shaped ? Optional.of(text.substring(0, length)) : Optional.empty();
  }

  String sha256() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Never the key.
  @Override
  public String toString() {
    return prefix().orElse("no key") + "_…";
  }
}
