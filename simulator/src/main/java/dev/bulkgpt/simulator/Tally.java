package dev.bulkgpt.simulator;

/// Books one call exactly once, in the figures of all and in those of its base URL. Confined to one
/// event loop.
final class Tally {

  private final long prompt;
  private final Behaviour behaviour;
  private final Counters counters;
  private boolean ended;

  Tally(long prompt, Behaviour behaviour, Counters counters) {
    this.prompt = prompt;
    this.behaviour = behaviour;
    this.counters = counters;
  }

  void began() {
    counters.began();
    behaviour.began();
  }

  /// The call got past the limits; returns the number of its attempt, from 1.
  int attempt() {
    return counters.prompts().attempt(prompt);
  }

  boolean hasPaid() {
    return counters.prompts().paidOf(prompt) > 0;
  }

  /// A whole answer of status 200 is about to leave.
  void paid(Usage usage) {
    if (!ended) {
      counters.paid(prompt, usage);
      behaviour.paid();
      answered(200);
    }
  }

  /// A whole answer of this status is about to leave.
  void answered(int status) {
    if (!ended) {
      ended = true;
      behaviour.ended();
      counters.answered(status);
    }
  }

  /// There will be no whole answer.
  void broke() {
    if (!ended) {
      ended = true;
      behaviour.ended();
      counters.broke();
    }
  }
}
