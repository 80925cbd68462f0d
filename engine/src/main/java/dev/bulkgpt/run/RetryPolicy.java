package dev.bulkgpt.run;

import java.time.Duration;
import java.util.Optional;

public record RetryPolicy() {
  public static RetryPolicy standard() {
    return new RetryPolicy();
  }

  public Optional<Duration> waitAfter(int tries, Optional<Duration> retryAfter) {
    return Optional.empty();
  }
}
