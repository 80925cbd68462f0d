package dev.bulkgpt.app;

/// Ends a command with a sentence on standard error and an exit status, and nothing else.
final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exit;

  /// @param exit one of [Exit]
  /// @param sentence what happened and what to do
  CommandFailedException(int exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  int exit() {
    return exit;
  }

  static CommandFailedException usage(String sentence) {
    return new CommandFailedException(Exit.USAGE, sentence);
  }
}
