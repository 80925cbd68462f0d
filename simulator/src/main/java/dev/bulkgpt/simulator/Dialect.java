package dev.bulkgpt.simulator;

/// One way of the world to answer, out of `dialects.txt`. Immutable.
///
/// @param when what makes the server answer so; mostly nothing in particular
/// @param every only at every such call of a connection; 0 for each
/// @param headers complete lines, each ended by CR LF
/// @param body the whole body, with the names that [OddAnswer] puts values in for
/// @param lasting true when the same prompts get it at every attempt, as a flagged text would
record Dialect(
    String group,
    String name,
    String meaning,
    Condition when,
    int every,
    int status,
    String type,
    String headers,
    String body,
    Billing billing,
    boolean lasting,
    Delivery delivery) {

  /// What the provider would bill.
  ///
  /// @param paid false for an error
  /// @param thinking tokens of thinking, a part of the completion
  /// @param cached the share of the prompt that is cached; negative for what the knob says
  /// @param counted the share of the prompt's tokens that is counted at all
  record Billing(boolean paid, int thinking, double cached, double counted) {}

  /// How the bytes travel.
  enum Delivery {
    PLAIN,
    GZIP,
    EVENTS,
    HTTP_1_0,
    CLOSED
  }
}
