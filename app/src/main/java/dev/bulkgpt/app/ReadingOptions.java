package dev.bulkgpt.app;

import dev.bulkgpt.csv.CsvOptions;
import dev.bulkgpt.csv.CsvRefusedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How an input is read, for those who know better than the guess.
final class ReadingOptions {

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "The input's encoding, such as UTF-8 or windows-1252; guessed when not given.")
  @Nullable String encoding;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "The input's separator (`tab` for a tab); guessed when not given.")
  @Nullable String separator;

  CsvOptions csv() {
    try {
      return CsvOptions.of(Optional.ofNullable(encoding), character());
    } catch (CsvRefusedException e) {
      throw CommandFailedException.usage(String.valueOf(e.getMessage()));
    }
  }

  /// A remembered run was read in one way; another way would be another input.
  void mustAgreeWith(LocalRun.Card card) {
    CsvOptions asked = csv();
    boolean agree =
        asked.encoding().map(it -> it.name().equals(card.encoding())).orElse(true)
            && asked.separator().map(String::valueOf).map(card.separator()::equals).orElse(true);
    if (!agree) {
      throw CommandFailedException.usage(
          "This run was begun with the input read as %s, separator `%s`. Add --fresh to read it another way."
              .formatted(card.encoding(), card.separator()));
    }
  }

  private Optional<Character> character() {
    if (separator == null) {
      return Optional.empty();
    }
    String one = separator.equals("tab") || separator.equals("\\t") ? "\t" : separator;
    if (one.length() != 1) {
      throw CommandFailedException.usage("--separator takes one character, or `tab`.");
    }
    return Optional.of(one.charAt(0));
  }
}
