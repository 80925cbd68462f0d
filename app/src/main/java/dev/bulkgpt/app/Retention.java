package dev.bulkgpt.app;

import dev.bulkgpt.run.Engine;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets tasks some time after they ended: an hour's look at a time.
final class Retention implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration LOOK = Duration.ofHours(1);

  private final Engine engine;
  private final Duration kept;
  private final InstantSource time;
  private final Thread thread;

  Retention(Engine engine, Duration kept, InstantSource time) {
    this.engine = engine;
    this.kept = kept;
    this.time = time;
    thread = Thread.ofVirtual().name("retention").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        expire();
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void expire() {
    try {
      int expired;
      do {
        expired = engine.expire(time.instant().minus(kept).toEpochMilli());
      } while (expired > 0);
    } catch (IOException | RuntimeException e) {
      LOG.warn("old tasks could not be forgotten now; the next look is in an hour", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
