package dev.bulkgpt.app;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Where a command writes: results to standard output, everything else to standard error.
final class Console {

  private Console() {}

  static PrintWriter out(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
  }

  static PrintWriter err(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "picocli sets it").commandLine().getErr();
  }

  /// True when standard error is a terminal. The start script knows; Java cannot ask.
  static boolean errorIsTerminal() {
    return Boolean.getBoolean("bulkgpt.terminal");
  }
}
