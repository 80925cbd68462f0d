package dev.bulkgpt.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/// The program.
@Command(
    name = "bulkgpt",
    description =
        "Runs AI over the rows of a CSV: durable, within the provider's limits, in order.",
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      RunsCommand.class,
      SimulateCommand.class,
      SchemaCommand.class,
      VersionCommand.class,
      HelpCommand.class
    },
    footer = {"", "`bulkgpt help COMMAND` tells more of each."})
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    int exit = commandLine().execute(arguments);
    System.exit(exit);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      if (failure instanceof CommandFailedException expected) {
        command.getErr().println("bulkgpt: " + expected.getMessage());
        return expected.exit();
      }
      command.getErr().println("bulkgpt: " + sentence(failure));
      failure.printStackTrace(command.getErr());
      return Exit.FAILED;
    });
    return line;
  }

  private static int wrongUsage(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println("bulkgpt: " + wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    command
        .getErr()
        .println("Try `" + command.getCommandSpec().qualifiedName() + " --help` for more.");
    return Exit.USAGE;
  }

  private static String sentence(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
