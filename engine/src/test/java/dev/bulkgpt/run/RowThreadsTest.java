package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RowThreadsTest {

  private final AtomicInteger threadsMade = new AtomicInteger();
  private final RowThreads threads = new RowThreads(3, threadsMade::incrementAndGet);

  @Test
  void rowsBeginInOrderAndNoMoreAtATimeThanThereArePlaces() throws InterruptedException {
    List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
    Semaphore gate = new Semaphore(0);
    Semaphore begin = new Semaphore(0);
    CountDownLatch ended = new CountDownLatch(100);
    AtomicInteger most = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();

    threads.run(
        rows(
            100,
            row -> {
              begun.add(row);
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              begin.release();
              gate.acquireUninterruptibly();
              now.decrementAndGet();
              ended.countDown();
            }));
    begin.acquire(3);

    assertThat(begun).containsExactlyInAnyOrder(0, 1, 2);
    for (int i = 0; i < 97; i++) {
      gate.release();
      begin.acquire();
      assertThat(begun.getLast()).isEqualTo(i + 3);
    }
    gate.release(3);
    ended.await();
    assertThat(most).hasValue(3);
    assertThat(threadsMade).hasValue(3);
  }

  @Test
  void aRowThatOnlyWaitsLendsItsPlace() throws InterruptedException {
    Semaphore gate = new Semaphore(0);
    CountDownLatch waiting = new CountDownLatch(10);
    CountDownLatch ended = new CountDownLatch(10);

    threads.run(rows(10, row -> lend(waiting, gate, ended)));

    waiting.await();
    gate.release(10);
    ended.await();
  }

  @Test
  void afterLentPlacesAreBackThereAreNoMoreRowsThanPlaces() throws InterruptedException {
    Semaphore gate = new Semaphore(0);
    CountDownLatch waiting = new CountDownLatch(10);
    CountDownLatch ended = new CountDownLatch(60);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Runnable> all = new ArrayList<>(rows(10, row -> lend(waiting, gate, ended)));
    threads.run(all);
    waiting.await();

    gate.release(10);
    threads.run(
        rows(
            50,
            row -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              now.decrementAndGet();
              ended.countDown();
            }));

    ended.await();
    assertThat(most.get()).isLessThanOrEqualTo(3);
  }

  @Test
  void aRowThatBreaksItsThreadTakesNoPlaceWithIt() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(10);
    List<Runnable> all =
        new ArrayList<>(
            rows(
                10,
                row -> {
                  Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> {});
                  throw new IllegalStateException("row " + row + " breaks");
                }));
    all.addAll(rows(10, row -> ended.countDown()));

    threads.run(all);

    ended.await();
  }

  /// A row that lends its place until the gate opens.
  private void lend(CountDownLatch waiting, Semaphore gate, CountDownLatch ended) {
    try {
      threads.lend(() -> {
        waiting.countDown();
        return gate.tryAcquire(1, TimeUnit.MINUTES);
      });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended.countDown();
  }

  private static List<Runnable> rows(int count, java.util.function.IntConsumer row) {
    return IntStream.range(0, count).<Runnable>mapToObj(i -> () -> row.accept(i)).toList();
  }
}
