package dev.bulkgpt.app.api;

import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputOptions.Quotes;
import dev.bulkgpt.csv.InputRefusedException;
import java.util.Optional;
import org.springframework.web.servlet.function.ServerRequest;

/// How an input is to be read: `encoding`, `separator`, `quotes`, `skip_lines`, `sheet`; told from
/// the file when nothing is said.
final class InputParameters {

  private InputParameters() {}

  /// @throws RefusedException for a value that is not valid, naming its parameter
  /// @throws InputRefusedException for an encoding or separator that cannot be one
  static InputOptions of(ServerRequest request) throws InputRefusedException {
    InputOptions options =
        InputOptions.DEFAULT.withSkipLines(
            TasksController.number(request, "skip_lines", Long.MAX_VALUE).orElse(0L));
    Optional<String> encoding = request.param("encoding");
    if (encoding.isPresent()) {
      options = options.withEncoding(encoding.get());
    }
    Optional<String> separator = request.param("separator");
    if (separator.isPresent()) {
      options = options.withSeparator(character(separator.get()));
    }
    Optional<String> quotes = request.param("quotes");
    if (quotes.isPresent()) {
      options = options.withQuotes(quotes(quotes.get()));
    }
    Optional<String> sheet = request.param("sheet");
    return sheet.isPresent() ? options.withSheet(sheet.get()) : options;
  }

  private static Quotes quotes(String text) {
    return switch (text) {
      case "none" -> Quotes.NONE;
      case "standard" -> Quotes.STANDARD;
      default ->
          throw TasksController.bad("quotes", "The parameter `quotes` is `none` or `standard`.");
    };
  }

  private static char character(String separator) {
    String one = separator.equals("tab") ? "\t" : separator;
    if (one.length() != 1) {
      throw TasksController.bad(
          "separator", "The parameter `separator` is one character, or `tab`.");
    }
    return one.charAt(0);
  }
}
