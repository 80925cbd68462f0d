package dev.bulkgpt.run.estimate;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/// Counts tokens as OpenAI's models since gpt-4o do (`o200k_base`). Other models cut text
/// otherwise, but into about as many pieces. The first use loads the vocabulary, which takes part
/// of a second.
final class Tokens {

  /// A longer text is counted up to here, and the rest in proportion.
  private static final int MAX_CHARS = 20_000;

  private static final class Vocabulary {
    static final Encoding O200K =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }

  private Tokens() {}

  static double count(String text) {
    if (text.length() <= MAX_CHARS) {
      return Vocabulary.O200K.countTokensOrdinary(text);
    }
    double counted = Vocabulary.O200K.countTokensOrdinary(text.substring(0, MAX_CHARS));
    return counted * text.length() / MAX_CHARS;
  }
}
