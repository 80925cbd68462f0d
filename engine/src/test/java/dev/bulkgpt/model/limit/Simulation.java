package dev.bulkgpt.model.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.jspecify.annotations.Nullable;

/// Rows against a [VirtualProvider] through a [Turnstile], in virtual time: a run of minutes takes
/// milliseconds. Calls take a little while to arrive, and overtake each other.
final class Simulation {

  private static final double MOST_WAY_MILLIS = 2;

  private record Event(long at, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
    }
  }

  final Random random;
  final Turnstile turnstile;
  private final VirtualProvider provider;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final int tokens;
  final List<Long> sentAt = new ArrayList<>();
  final List<Tuple2<Long, Long>> pauses = new ArrayList<>();
  private long now;
  private long order;
  private long alarm = Long.MAX_VALUE;
  private int open;

  Simulation(Limits limits, VirtualProvider.Behaviour behaviour, int tokens, long seed) {
    random = new Random(seed);
    turnstile = new Turnstile(limits, new Breaker(0), random::nextDouble, 0);
    provider = new VirtualProvider(behaviour, random);
    this.tokens = tokens;
  }

  /// A task's rows, all waiting at once.
  void rows(Claimant claimant, int count, @Nullable Runnable whenDone) {
    int[] left = {count};
    for (int i = 0; i < count; i++) {
      open++;
      row(
          claimant,
          () -> {
            open--;
            if (--left[0] == 0 && whenDone != null) {
              whenDone.run();
            }
          });
    }
  }

  void at(Duration time, Runnable what) {
    later(time.toNanos(), what);
  }

  /// Runs until all rows are done.
  ///
  /// @return the time it took
  Duration run() {
    serve();
    while (open > 0) {
      Event next = events.remove();
      now = next.at();
      next.what().run();
      serve();
    }
    return Duration.ofNanos(now);
  }

  /// Runs until then, or all rows are done.
  void runUntil(Duration time) {
    serve();
    while (open > 0 && now < time.toNanos()) {
      Event next = events.remove();
      now = next.at();
      next.what().run();
      serve();
    }
  }

  Duration time() {
    return Duration.ofNanos(now);
  }

  long served() {
    return provider.served;
  }

  long servedTokens() {
    return provider.servedTokens;
  }

  long refused() {
    return provider.refused;
  }

  private void row(Claimant claimant, Runnable done) {
    Ticket[] self = new Ticket[1];
    self[0] = new Ticket(claimant, tokens * 3L, () -> send(self[0], done));
    turnstile.enter(self[0]);
  }

  private void send(Ticket call, Runnable done) {
    sentAt.add(now);
    later(
        (long) (random.nextDouble() * MOST_WAY_MILLIS * 1e6),
        () -> {
          VirtualProvider.Reply reply = provider.call(tokens, now);
          later(
              reply.nanos(),
              () -> {
                if (reply.ok()) {
                  turnstile.answered(call, tokens, reply.told(), now);
                  done.run();
                } else {
                  turnstile.refused(call, reply.retryAfter(), reply.told(), now);
                  reply
                      .retryAfter()
                      .ifPresent(wait -> pauses.add(Tuple.of(now, now + wait.toNanos())));
                  row(call.claimant, done);
                }
                turnstile.ended();
              });
        });
  }

  private void serve() {
    for (Ticket call = turnstile.next(now); call != null; call = turnstile.next(now)) {
      call.letIn();
    }
    long wait = turnstile.waitNanos(now);
    if (wait != Turnstile.UNTIL_A_CALL_ENDS && now + wait < alarm) {
      long at = now + wait;
      alarm = at;
      later(wait, () -> alarm = alarm == at ? Long.MAX_VALUE : alarm);
    }
  }

  private void later(long nanos, Runnable what) {
    events.add(new Event(now + nanos, order++, what));
  }
}
