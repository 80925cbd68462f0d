package dev.bulkgpt.simulator;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One base URL's behaviour: its knobs, and the limits and counts that belong to it alone. Any
/// thread may call it.
final class Behaviour {

  private static final double DAY_SECONDS = 86_400;

  private final Knobs knobs;
  private final Limits limits;
  private final Draws draws;
  private final Odds odds;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong paid = new AtomicLong();
  private final int atOnce;
  private final long daily;
  private final double cached;
  private final int pad;

  Behaviour(Knobs knobs, LongSupplier clock) {
    this.knobs = knobs;
    this.limits = new Limits(knobs, clock);
    this.draws = new Draws(knobs);
    this.odds = new Odds(knobs);
    this.atOnce = (int) knobs.at(Knob.CONC);
    this.daily = (long) knobs.at(Knob.DAILY);
    this.cached = knobs.at(Knob.CACHED);
    this.pad = (int) knobs.at(Knob.PAD);
  }

  Draws draws() {
    return draws;
  }

  Odds odds() {
    return odds;
  }

  Limits limits() {
    return limits;
  }

  double cached() {
    return cached;
  }

  int pad() {
    return pad;
  }

  int hugeMebibytes() {
    return (int) knobs.at(Knob.HUGEMB);
  }

  void began() {
    inFlight.incrementAndGet();
  }

  void ended() {
    inFlight.decrementAndGet();
  }

  void paid() {
    paid.incrementAndGet();
  }

  void reset() {
    paid.set(0);
    limits.reset();
  }

  Usage usage(int promptTokens, int completionTokens) {
    return new Usage(promptTokens, completionTokens, (int) (promptTokens * cached));
  }

  /// What stands before every call whatever it asks: an outage, the account, the limits, in this
  /// order.
  ///
  /// @return null when the call may go on; it has then taken its share of the limits
  @Nullable Refusal refusal(ChatRequest request) {
    if (knobs.has(Knob.DOWN)) {
      return Refusals.DOWN;
    }
    Refusal account = account();
    if (account != null) {
      return account;
    }
    if (atOnce > 0 && inFlight.get() > atOnce) {
      return waiting(
          Refusals.limited("Too many requests at once: Limit " + atOnce + ".", "requests"), 1);
    }
    if (daily > 0 && paid.get() >= daily) {
      String said =
          "Rate limit reached for "
              + request.model()
              + " on requests per day (RPD): Limit "
              + daily
              + ".";
      return waiting(Refusals.limited(said, "requests"), DAY_SECONDS);
    }
    Limits.Shortage shortage =
        limits.take(request.promptTokens() + Usage.tokens(request.text().length()));
    return shortage == null ? null : shortage(request, shortage);
  }

  private @Nullable Refusal account() {
    if (paid.get() < (long) knobs.at(Knob.AFTER)) {
      return null;
    }
    return knobs.has(Knob.AUTH)
        ? Refusals.WRONG_KEY
        : knobs.has(Knob.QUOTA) ? Refusals.NO_QUOTA : null;
  }

  private Refusal shortage(ChatRequest request, Limits.Shortage shortage) {
    String said =
        "Rate limit reached for "
            + request.model()
            + " on "
            + shortage.what()
            + " per min: Limit "
            + shortage.limit()
            + ". Please try again in "
            + Limits.duration(shortage.seconds())
            + ".";
    return waiting(Refusals.limited(said, shortage.what()), shortage.seconds());
  }

  /// Adds when to come back: `seconds` from now to the millisecond, or whatever the knob `ra` says
  /// instead.
  Refusal waiting(Refusal refusal, double seconds) {
    double said = knobs.at(Knob.RA);
    if (said == 0) {
      return refusal;
    }
    long millis = (long) Math.ceil((said > 0 ? said : seconds) * 1000);
    String exact = said > 0 ? "" : "retry-after-ms: " + millis + "\r\n";
    return refusal.with(exact + "retry-after: " + Math.max(1, (millis + 999) / 1000) + "\r\n");
  }
}
