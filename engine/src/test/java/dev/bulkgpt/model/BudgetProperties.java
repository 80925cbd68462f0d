package dev.bulkgpt.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.Budget.Leave;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/// Whatever calls are thought to cost and come to cost, in whatever order they end.
class BudgetProperties {

  /// A call under way.
  private record Flight(Leave.Granted leave, long cost) {
    long excess() {
      return Math.max(0, cost - leave.reserved());
    }
  }

  @Property
  void theSpendExceedsTheCapByNoMoreThanTheFlightsExceedTheirReservations(
      @ForAll @LongRange(min = 1, max = 1_000_000) long cap,
      @ForAll @IntRange(min = 1, max = 20) int places,
      @ForAll @IntRange(min = 1, max = 5_000) int price,
      @ForAll long seed) {
    Random random = new Random(seed);
    Budget budget = new Budget(Optional.of(Money.ofNanoUsd(cap)), 0, places);
    List<Flight> flights = new ArrayList<>();
    long allowed = 0;
    boolean exhausted = false;
    while (!exhausted || !flights.isEmpty()) {
      Optional<Leave> leave =
          exhausted ? Optional.empty() : budget.decide(1L + random.nextInt(price));
      switch (leave.orElse(null)) {
        case Leave.Granted granted -> {
          flights.add(new Flight(granted, random.nextInt(3 * price)));
          allowed = flights.stream().mapToLong(Flight::excess).sum();
          assertThat(budget.spent() + budget.reserved()).isLessThanOrEqualTo(cap);
          assertThat(flights).hasSizeLessThanOrEqualTo(places);
        }
        case Leave.Exhausted told -> {
          exhausted = true;
          assertThat(told.spent().nanoUsd() + told.next().nanoUsd()).isGreaterThan(cap);
        }
        case null -> assertThat(flights).as("nothing to wait for").isNotEmpty();
      }
      if (!flights.isEmpty() && (leave.isEmpty() || random.nextInt(3) == 0)) {
        Flight flight = flights.remove(random.nextInt(flights.size()));
        budget.settle(flight.leave(), flight.cost());
      }
    }
    assertThat(budget.spent()).isLessThanOrEqualTo(cap + allowed);
    assertThat(budget.reserved()).isZero();
  }

  @Property
  void callsThatCostWhatTheyWereThoughtToNeverExceedTheCap(
      @ForAll @LongRange(min = 1, max = 1_000_000) long cap, @ForAll long seed) {
    Random random = new Random(seed);
    Budget budget = new Budget(Optional.of(Money.ofNanoUsd(cap)), 0, 8);
    while (budget.decide(1L + random.nextInt(5_000)).orElseThrow()
        instanceof Leave.Granted granted) {
      budget.settle(granted, 1 + random.nextLong(granted.reserved()));
    }
    assertThat(budget.spent()).isLessThanOrEqualTo(cap);
  }

  @Property(tries = 50)
  void everyWaiterIsToldInTheEnd(
      @ForAll @IntRange(min = 1, max = 16) int places,
      @ForAll @LongRange(min = 1, max = 20_000) long cap,
      @ForAll long seed)
      throws InterruptedException {
    Budget budget = new Budget(Optional.of(Money.ofNanoUsd(cap)), 0, places);
    CountDownLatch ended = new CountDownLatch(200);
    AtomicInteger refused = new AtomicInteger();
    AtomicLong spent = new AtomicLong();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Random random = new Random(seed + i);
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  call(budget, random, refused, spent);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } finally {
                  ended.countDown();
                }
              }));
    }
    callers.get((int) Math.floorMod(seed, 200L)).interrupt();

    assertThat(ended.await(30, TimeUnit.SECONDS)).as("somebody still waits").isTrue();
    assertThat(budget.reserved()).isZero();
    assertThat(budget.spent()).isEqualTo(spent.get());
  }

  private static void call(Budget budget, Random random, AtomicInteger refused, AtomicLong spent)
      throws InterruptedException {
    switch (budget.reserve(1 + random.nextInt(500))) {
      case Leave.Granted granted -> {
        LockSupport.parkNanos(random.nextInt(50_000));
        long cost = random.nextInt(700);
        spent.addAndGet(cost);
        budget.settle(granted, cost);
      }
      case Leave.Exhausted _ -> refused.incrementAndGet();
    }
  }
}
