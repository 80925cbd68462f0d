package dev.bulkgpt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The limits by a clock of the test's own, and as a client meets them.
class LimitsTest {

  private final AtomicLong clock = new AtomicLong(1L << 40);

  private Limits limits(String knobs) {
    return new Limits(Knobs.parse(knobs), clock::get);
  }

  private void passes(double seconds) {
    clock.addAndGet((long) (seconds * 1e9));
  }

  @Test
  void theBucketRefillsWithTime() {
    Limits limits = limits("rpm=60,burst=2");
    assertThat(limits.take(1)).isNull();
    assertThat(limits.take(1)).isNull();
    assertThat(limits.take(1)).isEqualTo(new Limits.Shortage("requests", 60, 1));
    passes(0.5);
    assertThat(limits.take(1)).isEqualTo(new Limits.Shortage("requests", 60, 0.5));
    passes(0.5);
    assertThat(limits.take(1)).isNull();
    assertThat(limits.take(1)).isNotNull();
    limits.reset();
    assertThat(limits.take(1)).isNull();
  }

  @Test
  void anIdleBucketHoldsOneBurstAndNoMore() {
    Limits limits = limits("rps=3");
    passes(3600);
    for (int i = 0; i < 3; i++) {
      assertThat(limits.take(1)).isNull();
    }
    assertThat(limits.take(1)).isNotNull();
  }

  @Test
  void aCallShortOfTokensTakesNoRequest() {
    Limits limits = limits("rps=2,tpm=600");
    assertThat(limits.take(10)).isNull();
    assertThat(limits.take(5)).isEqualTo(new Limits.Shortage("tokens", 600, 0.5));
    assertThat(limits.headers())
        .isEqualTo(
            """
            x-ratelimit-limit-requests: 120\r
            x-ratelimit-remaining-requests: 1\r
            x-ratelimit-reset-requests: 500ms\r
            x-ratelimit-limit-tokens: 600\r
            x-ratelimit-remaining-tokens: 0\r
            x-ratelimit-reset-tokens: 1s\r
            """);
  }

  @Test
  void aCallLargerThanTheBucketPassesWhenItIsFull() {
    Limits limits = limits("tpm=60,tburst=10");
    assertThat(limits.take(25)).isNull();
    assertThat(limits.take(1)).isEqualTo(new Limits.Shortage("tokens", 60, 16));
  }

  @ParameterizedTest
  @CsvSource({"0, 0s", "0.0123, 13ms", "1, 1s", "1.5, 1.5s", "61, 1m1s", "360, 6m0s"})
  void aDurationReadsAsTheProviderWritesIt(double seconds, String text) {
    assertThat(Limits.duration(seconds)).isEqualTo(text);
  }

  @Test
  void aClientOverTheLimitIsToldHowLongToWait() {
    try (var simulator = Simulator.start(SimulatorSettings.DEFAULT);
        var asker = new Asker()) {
      URI base = simulator.baseUrl("rpm=1");
      assertThat(asker.ask(base, "a").statusCode()).isEqualTo(200);
      var over = asker.ask(base, "b");
      assertThat(over.statusCode()).isEqualTo(429);
      assertThat(over.headers().firstValueAsLong("retry-after").orElseThrow()).isBetween(1L, 60L);
      assertThat(over.headers().firstValueAsLong("retry-after-ms").orElseThrow())
          .isBetween(1L, 60_000L);
      assertThat(over.headers().firstValue("x-ratelimit-remaining-requests")).hasValue("0");
      assertThat(asker.ask(simulator.baseUrl("rpm=1,seed=2"), "b").statusCode()).isEqualTo(200);
      simulator.reset();
      assertThat(asker.ask(base, "b").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRefusedCallIsNoAttempt() {
    try (var simulator = Simulator.start(SimulatorSettings.DEFAULT);
        var asker = new Asker()) {
      URI base = simulator.baseUrl("rpm=1");
      asker.ask(base, "a");
      asker.ask(base, "b");
      assertThat(simulator.stats().distinctPrompts()).isEqualTo(1);
      assertThat(simulator.stats().requests()).isEqualTo(2);
    }
  }

  @Test
  void whatRetryAfterSaysCanBeSetOrLeftOut() {
    try (var simulator = Simulator.start(SimulatorSettings.DEFAULT);
        var asker = new Asker()) {
      var set = asker.ask(simulator.baseUrl("p429=1,ra=7"), "a").headers();
      assertThat(set.firstValue("retry-after")).hasValue("7");
      assertThat(set.firstValue("retry-after-ms")).isEmpty();
      var none = asker.ask(simulator.baseUrl("p429=1,ra=0,hdr=0"), "a").headers();
      assertThat(none.map().keySet()).containsExactlyInAnyOrder("content-type", "content-length");
      var plain = asker.ask(simulator.baseUrl(), "a").headers();
      assertThat(plain.firstValue("x-ratelimit-limit-tokens")).hasValue("150000000");
    }
  }

  @Test
  void oneCallTooManyAtOnceIsRefused() throws Exception {
    try (var simulator = Simulator.start(SimulatorSettings.DEFAULT);
        var asker = new Asker();
        var first = new Wire(simulator.baseUrl("conc=1,hang=1"))) {
      first.send(Asker.body("a", ""));
      await().until(() -> simulator.stats().inFlight() == 1);
      assertThat(asker.ask(simulator.baseUrl("conc=1,hang=1"), "b").statusCode()).isEqualTo(429);
      assertThat(simulator.stats().mostInFlight()).isEqualTo(2);
    }
  }
}
