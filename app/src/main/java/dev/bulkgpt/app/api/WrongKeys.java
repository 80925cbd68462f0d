package dev.bulkgpt.app.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Counts wrong keys by address, a minute at a time. Safe for use by many threads.
final class WrongKeys {

  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int MOST_ADDRESSES = 100_000;

  private record Count(long sinceNanos, int wrong) {}

  private final int limit;
  private final LongSupplier nanoTime;

  private final Map<String, Count> counts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  WrongKeys(int limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /// @return seconds to wait when the address has used up its minute, else 0
  synchronized long wrong(String address) {
    long now = nanoTime.getAsLong();
    Count count = counts.get(address);
    if (count == null || now - count.sinceNanos() >= WINDOW_NANOS) {
      counts.remove(address);
      count = new Count(now, 0);
    }
    counts.put(address, new Count(count.sinceNanos(), count.wrong() + 1));
    if (count.wrong() < limit) {
      return 0;
    }
    return Duration.ofNanos(WINDOW_NANOS - (now - count.sinceNanos())).toSeconds() + 1;
  }
}
