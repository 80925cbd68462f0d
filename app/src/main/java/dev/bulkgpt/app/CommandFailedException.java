package dev.bulkgpt.app;

import java.util.Optional;

/// Ends a command with a sentence on standard error and an exit status, and nothing else.
final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exit;
  private final String missing;

  /// @param exit one of [Exit]
  /// @param sentence what happened and what to do
  CommandFailedException(int exit, String sentence) {
    this(exit, sentence, "");
  }

  private CommandFailedException(int exit, String sentence, String missing) {
    super(sentence);
    this.exit = exit;
    this.missing = missing;
  }

  int exit() {
    return exit;
  }

  /// The environment variable that would mend it.
  Optional<String> missing() {
    return Optional.of(missing).filter(it -> !it.isEmpty());
  }

  static CommandFailedException missing(String variable, String sentence) {
    return new CommandFailedException(Exit.USAGE, sentence, variable);
  }

  static CommandFailedException usage(String sentence) {
    return new CommandFailedException(Exit.USAGE, sentence);
  }
}
