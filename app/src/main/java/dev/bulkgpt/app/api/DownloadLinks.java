package dev.bulkgpt.app.api;

import dev.bulkgpt.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens that open one task's result for a day, without a key: the task, the end of the day and an
/// HMAC-SHA256 over both. Nothing is stored.
final class DownloadLinks {

  static final Duration VALID = Duration.ofHours(24);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAX_TOKEN_CHARS = 400;

  private final Secret secret;
  private final InstantSource time;

  DownloadLinks(Secret secret, InstantSource time) {
    this.secret = secret;
    this.time = time;
  }

  String token(String taskId) {
    String signed = taskId + "." + (time.millis() + VALID.toMillis());
    return signed + "." + signature(signed);
  }

  /// The task a token opens; empty when it was altered or has expired.
  Optional<String> task(String token) {
    int last = token.lastIndexOf('.');
    int first = token.indexOf('.');
    if (token.length() > MAX_TOKEN_CHARS || first <= 0 || first >= last) {
      return Optional.empty();
    }
    String signed = token.substring(0, last);
    byte[] expected = signature(signed).getBytes(StandardCharsets.US_ASCII);
    byte[] given = token.substring(last + 1).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given)) {
      return Optional.empty();
    }
    // Signed, so it is what [#token] made.
    long until = Long.parseLong(signed.substring(first + 1));
    return time.millis() <= until ? Optional.of(signed.substring(0, first)) : Optional.empty();
  }

  private String signature(String signed) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.US_ASCII), ALGORITHM));
      byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
