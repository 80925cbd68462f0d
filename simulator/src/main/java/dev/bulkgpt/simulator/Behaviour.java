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
    this.atOnce = (int) knobs.at(Knob.CONC);
    this.daily = (long) knobs.at(Knob.DAILY);
    this.cached = knobs.at(Knob.CACHED);
    this.pad = (int) knobs.at(Knob.PAD);
  }

  Draws draws() {
    return draws;
  }

  Limits limits() {
    return limits;
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
      return Refusal.of(503, "The service is down.", "server_error", "");
    }
    Refusal account = account();
    if (account != null) {
      return account;
    }
    if (atOnce > 0 && inFlight.get() > atOnce) {
      return limited("Too many requests at once: the limit is " + atOnce + ".", "requests", 1);
    }
    if (daily > 0 && paid.get() >= daily) {
      String said =
          "Rate limit reached for "
              + request.model()
              + " on requests per day (RPD): Limit "
              + daily
              + ".";
      return limited(said, "requests", DAY_SECONDS);
    }
    Limits.Shortage shortage =
        limits.take(request.promptTokens() + Usage.tokens(request.text().length()));
    return shortage == null ? null : shortage(request, shortage);
  }

  private @Nullable Refusal account() {
    if (paid.get() < (long) knobs.at(Knob.AFTER)) {
      return null;
    }
    if (knobs.has(Knob.AUTH)) {
      return Refusal.of(
          401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key");
    }
    if (knobs.has(Knob.QUOTA)) {
      String said = "You exceeded your current quota, please check your plan and billing details.";
      return Refusal.of(429, said, "insufficient_quota", "insufficient_quota");
    }
    return null;
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
    return limited(said, shortage.what(), shortage.seconds());
  }

  Refusal limited(String message, String type, double seconds) {
    Refusal refusal = Refusal.of(429, message, type, "rate_limit_exceeded");
    double said = knobs.at(Knob.RA);
    if (said == 0) {
      return refusal;
    }
    double wait = said > 0 ? said : seconds;
    long millis = (long) Math.ceil(wait * 1000);
    String exact = said > 0 ? "" : "retry-after-ms: " + millis + "\r\n";
    return refusal.with(exact + "retry-after: " + Math.max(1, (millis + 999) / 1000) + "\r\n");
  }
}
