package dev.bulkgpt.simulator;

import java.util.Map;

/// What the simulator has counted since it started or was last reset, over all base URLs.
///
/// A figure read while calls are running is a moment's view; once no call is in flight the figures
/// agree with each other. `/stats` serves the same record as JSON with `snake_case` names.
///
/// @param requests chat calls received whole, whatever became of them
/// @param paid answers of status 200 handed completely to the network layer while the connection
///   was open: what a provider would bill. Counted before the bytes leave, so whoever has read an
///   answer finds it counted
/// @param distinctPrompts different prompts (all messages with their roles) of calls that got past
///   the limits
/// @param paidAgain paid answers beyond the first of their prompt
/// @param inFlight calls received and neither answered nor left by their client
/// @param mostInFlight the highest `inFlight` so far
/// @param statuses answers by HTTP status; a hang, a reset and half an answer have none
/// @param broken calls ended without a whole answer: by a fault of ours or because the client left
/// @param promptTokens tokens of the prompts of paid answers
/// @param completionTokens tokens of paid answers
/// @param cachedTokens the part of `promptTokens` reported as cached
public record Stats(
    long requests,
    long paid,
    long distinctPrompts,
    long paidAgain,
    int inFlight,
    int mostInFlight,
    Map<Integer, Long> statuses,
    long broken,
    long promptTokens,
    long completionTokens,
    long cachedTokens) {

  public Stats {
    statuses = Map.copyOf(statuses);
  }

  /// How many calls were answered with this HTTP status.
  public long status(int status) {
    return statuses.getOrDefault(status, 0L);
  }
}
