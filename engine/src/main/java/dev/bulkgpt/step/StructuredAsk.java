package dev.bulkgpt.step;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.Message.Role;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.workflow.Outcome;
import dev.bulkgpt.workflow.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Asks for an answer of a certain form. One that does not fit is shown to the model with the
/// reason, and asked for again, twice; then the row fails with `invalid_output`. One that was cut
/// off fails at once, for it would be cut off again. Immutable.
///
/// @param reader says whether an answer fits; safe for use by many threads
record StructuredAsk(Function<String, Attempt> reader) {

  static final int RE_ASKS = 2;
  private static final int MAX_REASON_LENGTH = 2_000;

  Outcome ask(ModelRequest request, StepContext context) throws InterruptedException {
    ModelRequest next = request;
    String why = "";
    for (int asked = 0; asked <= RE_ASKS; asked++) {
      switch (context.ask(next)) {
        case ModelFailure failure -> {
          return Outcome.of(failure);
        }
        case ModelReply reply -> {
          if (reply.truncated() && !JsonAnswer.isWhole(reply.text())) {
            return cutOff("before its answer was whole");
          }
          switch (reader.apply(reply.text())) {
            case Attempt.Fits(List<String> cells) -> {
              return new Outcome.Done(cells);
            }
            case Attempt.Misfits _ when reply.truncated() -> {
              return cutOff("before its answer was whole");
            }
            case Attempt.Misfits(String reason) -> {
              why = shortened(reason);
              next = again(request, reply.text(), why);
            }
          }
        }
      }
    }
    return new Outcome.Reject(
        ErrorCode.INVALID_OUTPUT,
        "The answer did not fit after " + RE_ASKS + " more tries: " + why);
  }

  /// An answer that ended at the limit of its length.
  ///
  /// @param when in words that follow "reached its output limit"
  static Outcome cutOff(String when) {
    return new Outcome.Reject(
        ErrorCode.INVALID_OUTPUT,
        "The model reached its output limit %s; raise max_output_tokens.".formatted(when));
  }

  /// The question, the last answer and what is wrong with it: earlier answers would only cost.
  private static ModelRequest again(ModelRequest request, String answer, String why) {
    var messages = new ArrayList<>(request.messages());
    messages.add(new Message(Role.ASSISTANT, answer));
    messages.add(
        new Message(
            Role.USER,
            "That answer does not fit: "
                + why
                + "\nAnswer again, with JSON only, so that it fits the schema."));
    return request.with(messages);
  }

  private static String shortened(String reason) {
    return reason.length() <= MAX_REASON_LENGTH
        ? reason
        : reason.substring(0, MAX_REASON_LENGTH) + "…";
  }
}
