package dev.bulkgpt.app;

import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputOptions.Quotes;
import dev.bulkgpt.csv.InputRefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How an input is read, for those who know better than the guess.
final class ReadingOptions {

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "The input's encoding, such as UTF-8 or windows-1252; told from its bytes when not given. `utf-8-lenient` reads bytes that are not UTF-8 as Windows-1252.")
  @Nullable String encoding;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "The input's separator (`tab` for a tab); guessed when not given.")
  @Nullable String separator;

  @Option(
      names = "--skip-lines",
      paramLabel = "N",
      description = "Pass over the first N lines (rows of a sheet): titles above the header.")
  @Nullable Long skipLines;

  @Option(
      names = "--quotes",
      paramLabel = "none|standard",
      description =
          "`none` reads a quote as a character like any other, as exports of databases mean it; `standard` takes quotes at their word where they would be refused as a slip.")
  @Nullable String quotes;

  @Option(
      names = "--sheet",
      paramLabel = "NAME",
      description = "The workbook's sheet to read; the first visible one when not given.")
  @Nullable String sheet;

  InputOptions input() {
    try {
      InputOptions options = InputOptions.DEFAULT;
      if (encoding != null) {
        options = options.withEncoding(encoding);
      }
      if (separator != null) {
        options = options.withSeparator(character(separator));
      }
      if (quotes != null) {
        options = options.withQuotes(quotes(quotes));
      }
      if (sheet != null) {
        options = options.withSheet(sheet);
      }
      return skipLines == null ? options : options.withSkipLines(skipLines(skipLines));
    } catch (InputRefusedException e) {
      throw CommandFailedException.usage(String.valueOf(e.getMessage()));
    }
  }

  /// A remembered run was read in one way; another way would be another input.
  void mustAgreeWith(LocalRun.Card card) {
    InputOptions asked = input();
    boolean agree =
        asked.encoding().map(it -> it.name().equals(card.encoding())).orElse(true)
            && asked.separator().map(String::valueOf).map(card.separator()::equals).orElse(true)
            && asked.sheet().map(card.sheet()::equalsIgnoreCase).orElse(true)
            && asked.quotes().map(it -> it == card.quotes()).orElse(true)
            && (skipLines == null || asked.skipLines() == card.skipLines());
    if (!agree) {
      throw CommandFailedException.usage(
          "This run was begun with the input read as %s. Add --fresh to read it another way."
              .formatted(card.reading()));
    }
  }

  private static char character(String separator) {
    String one = separator.equals("tab") || separator.equals("\\t") ? "\t" : separator;
    if (one.length() != 1) {
      throw CommandFailedException.usage("--separator takes one character, or `tab`.");
    }
    return one.charAt(0);
  }

  private static Quotes quotes(String text) {
    return switch (text) {
      case "none" -> Quotes.NONE;
      case "standard" -> Quotes.STANDARD;
      default -> throw CommandFailedException.usage("--quotes takes `none` or `standard`.");
    };
  }

  private static long skipLines(long lines) {
    if (lines < 0) {
      throw CommandFailedException.usage("--skip-lines takes a number of at least 0.");
    }
    return lines;
  }
}
