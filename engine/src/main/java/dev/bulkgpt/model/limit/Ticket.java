package dev.bulkgpt.model.limit;

/// One call's claim to a permit. What is below `claimant` and `estimatedTokens` is filled in when
/// it is let in. Guarded by its [Limiter].
final class Ticket {

  final Claimant claimant;
  final long estimatedTokens;

  long sentAt;

  /// Reserved: the estimate, corrected by experience.
  double tokens;

  /// Its places in the order of sending: of all calls, by requests and by tokens.
  long place;

  double requestPlace;

  double tokenPlace;

  private final Runnable letIn;

  /// @param letIn run when its turn has come, under the limiter's lock
  Ticket(Claimant claimant, long estimatedTokens, Runnable letIn) {
    this.claimant = claimant;
    this.estimatedTokens = estimatedTokens;
    this.letIn = letIn;
  }

  void letIn() {
    letIn.run();
  }
}
