package dev.bulkgpt.app.api;

import dev.bulkgpt.csv.ResultOptions;
import org.springframework.web.servlet.function.ServerRequest;

/// How a result is asked for: `meta`, `formulas`, `separator`, `bom`; plain CSV when nothing is
/// said.
final class ResultParameters {

  private static final String SEPARATOR = "separator";

  private ResultParameters() {}

  /// @throws RefusedException for a value that is not valid, naming its parameter
  static ResultOptions of(ServerRequest request) {
    return new ResultOptions(
        fullMeta(request),
        TasksController.only(request, "formulas", "raw"),
        request.param(SEPARATOR).map(ResultParameters::separator).orElse(','),
        TasksController.only(request, "bom", "true"));
  }

  static boolean fullMeta(ServerRequest request) {
    return TasksController.only(request, "meta", "full");
  }

  private static char separator(String text) {
    String one = text.equals("tab") ? "\t" : text;
    if (one.length() != 1 || !ResultOptions.canSeparate(one.charAt(0))) {
      throw TasksController.bad(
          SEPARATOR,
          "The parameter `separator` is `tab` or one sign such as `;` or `|`: no letter, digit,"
              + " blank, quote, nor any of # = + - @ and the full stop.");
    }
    return one.charAt(0);
  }
}
