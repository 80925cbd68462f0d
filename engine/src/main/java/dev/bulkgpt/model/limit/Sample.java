package dev.bulkgpt.model.limit;

import java.time.Duration;

/// What became of the calls since a refusal. Not safe for threads: its [Limiter] guards it.
final class Sample {

  /// Fewer calls measure nothing.
  private static final int MIN_CALLS = 10;

  /// In seconds: after so long, a few calls do, and after so many refusals fewer.
  private static final double LONG_ENOUGH = 4;

  private static final int FEW = 5;
  private static final int MANY_REFUSED = 3;

  /// A shorter pause fills no bucket that matters.
  private static final long SHORT_PAUSE = Duration.ofMillis(300).toNanos();

  /// In seconds: the provider's bucket may have run over in it.
  private static final double LONG_PAUSE = 1;

  long letIn;
  long refused;
  private long from;
  private long rested;
  private long restsUntil;

  Sample(long now) {
    from = now;
    restsUntil = now;
  }

  void restart(long now) {
    from = now;
    letIn = 0;
    refused = 0;
    rested = 0;
  }

  /// One that was counted as let in.
  void refuse() {
    letIn--;
    refused++;
  }

  void rest(long until, long now) {
    long time = until - Math.max(now, restsUntil);
    rested += time > SHORT_PAUSE ? time : 0;
    restsUntil = Math.max(restsUntil, until);
  }

  double seconds(long now) {
    return (now - from) / 1e9;
  }

  double restedSeconds() {
    return rested / 1e9;
  }

  /// In a long pause the provider's bucket has run over: what was let in is then more than refilled
  /// while calls were sent, and less than could have been in the whole time. The truth lies
  /// between.
  double refilledSeconds(long now) {
    double all = seconds(now);
    double paused = restedSeconds();
    return paused < LONG_PAUSE ? all : Math.sqrt(all * Math.max(all - paused, 1e-3));
  }

  boolean isMostlyRefused() {
    return letIn < refused;
  }

  /// @param chance some refusals prove nothing
  boolean isTooSmall(boolean chance, long now) {
    if (letIn >= MIN_CALLS) {
      return false;
    }
    return seconds(now) < LONG_ENOUGH
        || (isMostlyRefused() ? chance : letIn < FEW && refused < MANY_REFUSED);
  }
}
