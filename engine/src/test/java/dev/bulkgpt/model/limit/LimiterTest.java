package dev.bulkgpt.model.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// The lock and the waiting around the arithmetic.
class LimiterTest {

  private static final Claimant TASK = new Claimant("workspace", "task");

  private final Limiter limiter = limiter(2);

  @Test
  void thousandsOfThreadsNeverHoldMoreThanTheWindow() throws InterruptedException {
    Limiter wide = limiter(10);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try (Grant grant = wide.acquire(TASK, 10)) {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  LockSupport.parkNanos(1);
                  inside.decrementAndGet();
                  grant.answered(10, Told.NOTHING);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
    }

    assertThat(most.get()).isBetween(1, 10);
    assertThat(wide.standing().inFlight()).isZero();
  }

  @Test
  void aFreedPermitGoesToTheTaskWhoseTurnItIs() throws InterruptedException {
    Grant first = limiter.acquire(TASK, 1);
    Grant second = limiter.acquire(TASK, 1);
    ConcurrentLinkedQueue<String> served = new ConcurrentLinkedQueue<>();
    List<Thread> waiting = new ArrayList<>();
    for (String who : List.of("large", "large", "large", "small")) {
      waiting.add(
          Thread.ofVirtual()
              .start(() -> {
                try (Grant _ = limiter.acquire(new Claimant("workspace", who), 1)) {
                  served.add(who);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
      await().until(() -> limiter.standing().waiting() == waiting.size());
    }
    first.close();
    for (Thread thread : waiting) {
      assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
    }

    assertThat(served).containsExactly("large", "small", "large", "large");
    second.close();
  }

  @Test
  void aWaitThatIsCutShortTakesNoPermit() throws InterruptedException {
    Grant first = limiter.acquire(TASK, 1);
    Grant second = limiter.acquire(TASK, 1);
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                limiter.acquire(TASK, 1).close();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    await().until(() -> limiter.standing().waiting() == 1);
    waiting.interrupt();
    assertThat(waiting.join(Duration.ofMinutes(1))).isTrue();

    assertThat(limiter.standing().waiting()).isZero();
    first.close();
    first.close();
    second.close();
    assertThat(limiter.standing().inFlight()).isZero();
  }

  @Test
  void whoeverWaitsForARateIsWokenByTheClock() throws InterruptedException {
    Grant refused = limiter.acquire(TASK, 1);
    refused.refused(Optional.of(Duration.ofMillis(200)), Told.NOTHING);
    refused.close();
    long before = System.nanoTime();

    limiter.acquire(TASK, 1).close();

    assertThat(System.nanoTime() - before).isGreaterThan(Duration.ofMillis(100).toNanos());
    assertThat(limiter.standing().refusals()).isEqualTo(1);
  }

  @Test
  void theClockIsTheLimitersOwn() throws InterruptedException {
    AtomicLong time = new AtomicLong();
    Limiter still = new Limiter(Limits.concurrent(2), new Breaker(0), time::get);
    Grant refused = still.acquire(TASK, 1);
    refused.refused(Optional.of(Duration.ofSeconds(20)), Told.NOTHING);

    assertThat(still.standing().pause()).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
    time.set(Duration.ofSeconds(30).toNanos());
    assertThat(still.standing().pause()).isZero();
    refused.close();
  }

  private static Limiter limiter(int atOnce) {
    return new Limiter(Limits.concurrent(atOnce), new Breaker(System.nanoTime()), System::nanoTime);
  }
}
