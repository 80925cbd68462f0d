package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelReply;

/// What an answer is taken for, in the words of the tables of tests.
final class Sort {

  private Sort() {}

  static String of(ModelAnswer answer) {
    return switch (answer) {
      case ModelReply it -> it.truncated() ? "cut" : "text";
      case ModelFailure.Halting it -> "halt " + it.code();
      case ModelFailure.Permanent it -> "row " + it.code();
      case ModelFailure.Slip it -> it.once() ? "slip, once more" : "slip";
      case ModelFailure.RateLimited _ -> "limit";
      case ModelFailure.Overloaded _ -> "busy";
      case ModelFailure.Transient _ -> "later";
      case ModelFailure.Unusable _ -> "garbage";
      case ModelFailure.Elsewhere _ -> "page";
      case ModelFailure.Disputed _ -> "unclear";
      case ModelFailure.Respelled _ -> "respelled";
      case ModelFailure.Dropped _ -> "dropped";
      case ModelFailure.Outage _, ModelFailure.Unsent _ -> "not a provider's";
    };
  }
}
