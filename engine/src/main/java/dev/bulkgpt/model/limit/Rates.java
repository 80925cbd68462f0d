package dev.bulkgpt.model.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Requests and tokens a minute, as configured, as told and as learned, whichever allows least, and
/// the pause a 429 asks for: arithmetic without a clock of its own. Times are nanoseconds of any
/// steady clock. Not safe for threads: its [Limiter] guards it.
final class Rates {

  /// What may go at once after a silence, in seconds of a configured rate: providers that promise
  /// so much a minute often enforce it by the second. A little less, for calls overtake each other.
  private static final double BURST_SECONDS = 0.9;

  /// The first pause after a refusal that told no time, while nothing is known of the rate.
  private static final Duration UNTOLD_PAUSE = Duration.ofMillis(250);

  /// A refusal that costs a longer one is not risked for the sake of a quick search.
  private static final Duration LONG_PAUSE = Duration.ofSeconds(5);

  /// Once it is: so many turns.
  private static final double UNTOLD_TURNS = 4;

  private final @Nullable Bucket requests;
  private final @Nullable Bucket tokens;
  private final ToldBucket toldRequests;
  private final ToldBucket toldTokens;
  private final LearnedRate learned;
  private final Pause pause;
  private long reactedAt;

  /// @param random from 0 to 1
  Rates(Limits limits, DoubleSupplier random, long now) {
    requests = bucket(limits.requestsPerMinute(), now);
    tokens = bucket(limits.tokensPerMinute(), now);
    toldRequests = new ToldBucket(now);
    toldTokens = new ToldBucket(now);
    learned = new LearnedRate(now);
    pause = new Pause(random, now);
    reactedAt = now;
  }

  private static @Nullable Bucket bucket(OptionalLong perMinute, long now) {
    if (perMinute.isEmpty()) {
      return null;
    }
    double perSecond = perMinute.getAsLong() / 60.0;
    return new Bucket(perSecond, Math.max(1, perSecond * BURST_SECONDS), now);
  }

  /// How long until a request of so many tokens may be sent.
  long waitNanos(double amount, long now) {
    long wait = Math.max(pause.waitNanos(now), learned.waitNanos(now));
    wait = Math.max(wait, toldRequests.waitNanos(1, now));
    wait = Math.max(wait, toldTokens.waitNanos(amount, now));
    if (requests != null) {
      wait = Math.max(wait, requests.waitNanos(1, now));
    }
    if (tokens != null) {
      wait = Math.max(wait, tokens.waitNanos(amount, now));
    }
    return wait;
  }

  /// The call is sent.
  void take(Ticket call, long now) {
    call.place = learned.sent(now);
    call.requestPlace = toldRequests.take(1, now);
    call.tokenPlace = toldTokens.take(call.tokens, now);
    if (requests != null) {
      requests.take(1, now);
    }
    if (tokens != null) {
      tokens.take(call.tokens, now);
    }
  }

  /// It came to an answer.
  void answered(Ticket call, double usedTokens, Told told, long now) {
    pause.answered();
    settle(call.tokens - usedTokens, now);
    heed(call, told, now);
  }

  /// It was never sent.
  void unsent(Ticket call, long now) {
    settle(call.tokens, now);
    toldRequests.settle(1, now);
    learned.unsent(now);
    if (requests != null) {
      requests.settle(1, now);
    }
  }

  /// What a refusal comes from, as far as known.
  enum Cause {
    /// A limit that is known, or was sent into before it was.
    LIMIT,
    /// Nothing that is known explains it.
    UNKNOWN,
    /// It would have come at any rate.
    CHANCE
  }

  /// The provider refused the call for its limits. What it says is kept, whatever the cause.
  Cause refused(Ticket call, Optional<Duration> retryAfter, Told told, long now) {
    settle(call.tokens, now);
    heed(call, told, now);
    boolean explained = explains(told.requests(), 1) || explains(told.tokens(), call.tokens);
    boolean news = call.sentAt - reactedAt >= 0;
    if (!explained && news) {
      // A pause is for the key and model, whatever the refusal came from.
      retryAfter.ifPresent(time -> pause.told(time, now));
      if (learned.byChance(call.place, pause.until(), now)) {
        return Cause.CHANCE;
      }
    }
    boolean unknown = news && !explained && !learned.isKnown();
    if (news) {
      reactedAt = now;
    }
    if (!explained) {
      learned.refused(news, isLong(retryAfter), now);
    } else if (news) {
      toldRequests.refused();
    }
    if (retryAfter.isPresent()) {
      pause.told(retryAfter.get(), now);
    } else if (news) {
      pause.untold(untoldPause(), now);
    }
    learned.paused(pause.until(), now);
    return unknown ? Cause.UNKNOWN : Cause.LIMIT;
  }

  long pauseNanos(long now) {
    return pause.waitNanos(now);
  }

  /// 0: not known; when all refusals come by chance, more than anybody can send.
  double learnedPerSecond() {
    return learned.isFree() ? Double.MAX_VALUE : learned.perSecond();
  }

  private static boolean isLong(Optional<Duration> retryAfter) {
    return retryAfter.isPresent() && retryAfter.get().compareTo(LONG_PAUSE) > 0;
  }

  private Duration untoldPause() {
    double perSecond = Math.max(learned.perSecond(), toldRequests.perSecond());
    double turns = UNTOLD_TURNS / perSecond * 1e9;
    return turns < UNTOLD_PAUSE.toNanos() ? Duration.ofNanos((long) turns) : UNTOLD_PAUSE;
  }

  private static boolean explains(Optional<Told.Quota> quota, double needed) {
    return quota.isPresent() && quota.get().remaining() < needed;
  }

  private void heed(Ticket call, Told told, long now) {
    told.requests()
        .ifPresent(quota -> toldRequests.told(quota, call.requestPlace, call.sentAt, now));
    told.tokens().ifPresent(quota -> toldTokens.told(quota, call.tokenPlace, call.sentAt, now));
  }

  private void settle(double tooMuch, long now) {
    toldTokens.settle(tooMuch, now);
    if (tokens != null) {
      tokens.settle(tooMuch, now);
    }
  }
}
