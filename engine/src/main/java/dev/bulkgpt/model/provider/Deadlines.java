package dev.bulkgpt.model.provider;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.methods.HttpPost;

/// Ends calls that took too long in all, even if bytes still trickle in. One thread looks at all
/// calls in flight a few times a second: nothing per call but a map entry.
final class Deadlines implements AutoCloseable {

  private static final int LOOKS_PER_CALL = 20;
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

  private final Map<HttpPost, Long> startedNanos = new ConcurrentHashMap<>();
  private final Duration limit;
  private final Thread watcher;

  Deadlines(Duration limit) {
    this.limit = limit;
    watcher = Thread.ofVirtual().name("call-deadlines").start(this::watchAll);
  }

  void watch(HttpPost call) {
    startedNanos.put(call, System.nanoTime());
  }

  void forget(HttpPost call) {
    startedNanos.remove(call);
  }

  /// True when the call was ended for its time.
  boolean passed(HttpPost call) {
    return call.isCancelled();
  }

  private void watchAll() {
    Duration look = limit.dividedBy(LOOKS_PER_CALL);
    try {
      while (true) {
        Thread.sleep(look.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look);
        long before = System.nanoTime() - limit.toNanos();
        startedNanos.forEach((call, started) -> {
          if (started - before < 0) {
            call.cancel();
          }
        });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
