package dev.bulkgpt.model.limit;

import java.time.Duration;

/// Our copy of one of the provider's own buckets, kept in step with what its answers tell. Lets
/// everything through until it has been told something. Not safe for threads: its [Limiter] guards
/// it.
///
/// A provider's word is about the moment the call reached it, somewhere between its sending and its
/// answer: what was sent later is taken off, and the refill of that time may have come on top or
/// not. A little is left in the bucket, for calls overtake each other on the way.
final class ToldBucket {

  /// Calls sent this far apart may arrive together.
  private static final double CUSHION_SECONDS = 0.05;

  private static final double MOST_CUSHION = 0.1;

  /// Of two words at odds the lower is believed at once, the higher little by little: a call that
  /// overtook others does not know of them.
  private static final double TRUST = 0.1;

  /// An older word does not raise our level: the provider's bucket may have run over meanwhile.
  private static final Duration FRESH = Duration.ofSeconds(5);

  /// Where the bucket is so small that calls sent on time arrive too early, they are sent a little
  /// slower: each refusal adds so much, as a share of the rate, and each call wears it off.
  private static final double CARE_OF_A_REFUSAL = 0.02;

  private static final double MOST_CARE = 0.3;
  private static final double CARE_KEPT = 0.999;

  /// A word alone holds nobody back for longer, be it true (a day's limit is used up) or not: then
  /// a call goes and brings the provider's next word, and a refusal says how long to wait.
  private static final long MOST_WAIT = Duration.ofMinutes(1).toNanos();

  private final Bucket bucket;
  private double perSecond;
  private double sent;
  private long lastSentAt;
  private double care;

  ToldBucket(long now) {
    bucket = new Bucket(1, 1, now);
    lastSentAt = now;
  }

  /// 0: nothing was told yet.
  double perSecond() {
    return perSecond;
  }

  long waitNanos(double amount, long now) {
    if (perSecond == 0) {
      return 0;
    }
    return Math.min(bucket.waitNanos(amount, now), Math.max(0, lastSentAt + MOST_WAIT - now));
  }

  /// @return the call's place in the order of sending, for [#told]
  double take(double amount, long now) {
    sent += amount;
    lastSentAt = now;
    care *= CARE_KEPT;
    bucket.take(amount, now);
    return sent;
  }

  void settle(double tooMuch, long now) {
    if (perSecond > 0) {
      bucket.settle(tooMuch, now);
    }
  }

  /// @param place of the call whose answer says it
  /// @param sentAt when that call was sent
  void told(Told.Quota quota, double place, long sentAt, long now) {
    if (quota.limit() < 1) {
      return; // No limit that could be kept.
    }
    boolean first = perSecond == 0;
    perSecond = quota.perSecond();
    double cushion = Math.min(MOST_CUSHION * quota.capacity(), CUSHION_SECONDS * perSecond);
    double least = quota.remaining() - (sent - place) - cushion;
    double most = least + (now - sentAt) / 1e9 * perSecond;
    bucket.become(perSecond * (1 - care), quota.capacity() - cushion, now);
    double level = bucket.level(now);
    if (first || most < level) {
      bucket.fillTo(most, now);
    } else if (least > level && now - sentAt < FRESH.toNanos()) {
      bucket.settle(TRUST * (least - level), now);
    }
  }

  /// The provider refused a call that this bucket had let through.
  void refused() {
    care = Math.min(MOST_CARE, care + CARE_OF_A_REFUSAL);
  }
}
