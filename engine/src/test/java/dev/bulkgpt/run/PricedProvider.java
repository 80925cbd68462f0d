package dev.bulkgpt.run;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A provider whose every answer follows from the question and a seed, and who keeps the accounts
/// that judge the product: what was billed, and what was answered twice.
final class PricedProvider implements Provider {

  private static final int MOST_LATENCY_NANOS = 2_000_000;

  private final long seed;
  private final int outputTokens;
  private final double garbage;
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final Set<String> garbled = ConcurrentHashMap.newKeySet();
  private final List<Billed> bills = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger again = new AtomicInteger();

  /// One billed call.
  record Billed(ModelRequest request, Usage usage) {}

  /// @param outputTokens of the longest answer
  /// @param garbage the share of questions whose first answer is billed and useless
  PricedProvider(long seed, int outputTokens, double garbage) {
    this.seed = seed;
    this.outputTokens = outputTokens;
    this.garbage = garbage;
  }

  @Override
  public Response ask(ModelRequest request) {
    return new Response(answer(request), Told.NOTHING);
  }

  private ModelAnswer answer(ModelRequest request) {
    String prompt = String.join("\n", request.messages().stream().map(Message::text).toList());
    Random random = new Random(seed + prompt.hashCode());
    Usage usage = usage(request, prompt, random);
    LockSupport.parkNanos(random.nextInt(MOST_LATENCY_NANOS));
    bills.add(new Billed(request, usage));
    if (random.nextDouble() < garbage && garbled.add(prompt)) {
      return new ModelFailure.Unusable("garbage", Optional.of(Duration.ZERO), usage);
    }
    if (!answered.add(prompt)) {
      again.incrementAndGet();
    }
    return new ModelReply("fine", usage, false);
  }

  private Usage usage(ModelRequest request, String prompt, Random random) {
    int longest = Math.min(outputTokens, request.maxOutputTokens().orElse(Integer.MAX_VALUE));
    int input = Math.ceilDiv(prompt.length(), 4);
    return new Usage(input, random.nextInt(input + 1), 1 + random.nextInt(longest));
  }

  List<Billed> bills() {
    return List.copyOf(bills);
  }

  /// Answers that had been given before.
  int paidAgain() {
    return again.get();
  }

  @Override
  public void close() {}
}
