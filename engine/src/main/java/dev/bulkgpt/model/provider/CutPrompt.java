package dev.bulkgpt.model.provider;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.Provider;

/// Notices when a provider counted far fewer tokens than were sent: some servers, Ollama for one,
/// cut a prompt to the model's context without a word. Arithmetic only.
final class CutPrompt {

  /// Shorter ones are hardly cut, and their counts say less.
  private static final int LEAST_CHARS = 4_000;

  /// Even prose of long words has fewer; blanks in a row are left out.
  private static final int MOST_CHARS_PER_TOKEN = 12;

  private CutPrompt() {}

  /// @param countedTokens of the input, as the provider says
  static boolean isLikely(long countedTokens, Asked asked) {
    if (asked.characters() < LEAST_CHARS) {
      return false;
    }
    long visible =
        asked.request().messages().stream()
            .map(Message::text)
            .flatMapToInt(String::chars)
            .filter(it -> !Character.isWhitespace(it))
            .count();
    return countedTokens < visible / MOST_CHARS_PER_TOKEN;
  }

  static Provider.Note note(long countedTokens, Asked asked) {
    return new Provider.Note(
        "cut-prompt",
        "%s counted %,d tokens in a prompt of %,d characters: it was probably cut to the model's context, and what stood behind is not in the answer."
            .formatted(asked.model(), countedTokens, asked.characters()),
        true);
  }
}
