package dev.bulkgpt.simulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// The live figures behind [Stats]. Any thread may call it.
final class Counters {

  private final PromptTable prompts = new PromptTable();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final AtomicLongArray statuses = new AtomicLongArray(600);
  private final LongAdder requests = new LongAdder();
  private final LongAdder paid = new LongAdder();
  private final LongAdder paidAgain = new LongAdder();
  private final LongAdder broken = new LongAdder();
  private final LongAdder promptTokens = new LongAdder();
  private final LongAdder completionTokens = new LongAdder();
  private final LongAdder cachedTokens = new LongAdder();

  PromptTable prompts() {
    return prompts;
  }

  void began() {
    requests.increment();
    int now = inFlight.incrementAndGet();
    if (now > mostInFlight.get()) {
      mostInFlight.accumulateAndGet(now, Math::max);
    }
  }

  void answered(int status) {
    statuses.incrementAndGet(status);
    inFlight.decrementAndGet();
  }

  void broke() {
    broken.increment();
    inFlight.decrementAndGet();
  }

  void paid(long prompt, Usage usage) {
    if (prompts.paid(prompt) > 1) {
      paidAgain.increment();
    }
    paid.increment();
    promptTokens.add(usage.prompt());
    completionTokens.add(usage.completion());
    cachedTokens.add(usage.cached());
  }

  Stats stats() {
    Map<Integer, Long> byStatus = new TreeMap<>();
    for (int status = 0; status < statuses.length(); status++) {
      if (statuses.get(status) > 0) {
        byStatus.put(status, statuses.get(status));
      }
    }
    return new Stats(
        requests.sum(),
        paid.sum(),
        prompts.size(),
        paidAgain.sum(),
        inFlight.get(),
        mostInFlight.get(),
        byStatus,
        broken.sum(),
        promptTokens.sum(),
        completionTokens.sum(),
        cachedTokens.sum());
  }

  /// Everything to zero but the calls still in flight.
  void reset() {
    prompts.clear();
    for (int status = 0; status < statuses.length(); status++) {
      statuses.set(status, 0);
    }
    for (LongAdder adder :
        new LongAdder[] {
          requests, paid, paidAgain, broken, promptTokens, completionTokens, cachedTokens
        }) {
      adder.reset();
    }
    mostInFlight.set(inFlight.get());
  }
}
