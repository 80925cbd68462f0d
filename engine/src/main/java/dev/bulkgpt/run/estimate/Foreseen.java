package dev.bulkgpt.run.estimate;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one step would ask about the rows of a sample, summed up. Used by one thread.
final class Foreseen {

  /// Roles and separators, as OpenAI counts them.
  private static final int TOKENS_PER_MESSAGE = 4;

  private static final int TOKENS_PER_IMAGE = 800;

  private @Nullable ModelId model;
  private boolean asksOnce;
  private long calls;
  private double prompt;
  private double wrapping;
  private double fixedAnswer;
  private double freeAnswer;

  void add(ModelRequest request, LikelyAnswer answer) {
    model = request.model();
    calls++;
    for (Message message : request.messages()) {
      prompt += Tokens.count(message.text());
      wrapping += TOKENS_PER_MESSAGE + (double) TOKENS_PER_IMAGE * message.imageUrls().size();
    }
    wrapping += request.schema().map(schema -> Tokens.count(schema.toString())).orElse(0.0);
    fixedAnswer += answer.fixedTokens();
    freeAnswer += answer.freeTokens();
  }

  void asksOnce(boolean once) {
    asksOnce = once;
  }

  /// Whether equal questions share an answer.
  boolean asksOnce() {
    return asksOnce;
  }

  /// Empty: it asked nothing.
  Optional<ModelId> model() {
    return Optional.ofNullable(model);
  }

  long calls() {
    return calls;
  }

  /// Tokens of the messages' texts.
  double prompt() {
    return prompt;
  }

  /// Tokens of what goes around them, which not every provider counts: roles, the schema, images.
  double wrapping() {
    return wrapping;
  }

  /// Tokens of the answers that their form fixes.
  double fixedAnswer() {
    return fixedAnswer;
  }

  /// Tokens of the answers whose number is a guess.
  double freeAnswer() {
    return freeAnswer;
  }

  double input() {
    return prompt + wrapping;
  }

  double output() {
    return fixedAnswer + freeAnswer;
  }
}
