package dev.bulkgpt.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The program.
@Command(
    name = "bulkgpt",
    description =
        "Runs AI over the rows of a CSV: durable, within the provider's limits, in order.",
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      EstimateCommand.class,
      ProvidersCommand.class,
      RunsCommand.class,
      ServeCommand.class,
      KeysCommand.class,
      WorkflowsCommand.class,
      TasksCommand.class,
      SimulateCommand.class,
      SchemaCommand.class,
      VersionCommand.class,
      RehearseCommand.class,
      HelpCommand.class
    },
    footer = {"", "`bulkgpt help COMMAND` tells more of each."})
public final class Main implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  private Main() {}

  /// Without a command there is only help to give.
  @Override
  public void run() {
    CommandLine line = Objects.requireNonNull(spec, "picocli sets it").commandLine();
    throw new ParameterException(line, "Which command?");
  }

  public static void main(String[] arguments) {
    int exit = commandLine().execute(arguments);
    if (exit == Exit.OK && System.out.checkError()) {
      System.err.println("bulkgpt: Standard output did not take all that was written to it.");
      exit = Exit.FAILED;
    }
    System.exit(exit);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    withHelp(line);
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler((failure, command, _) -> failed(failure, command));
    return line;
  }

  private static void withHelp(CommandLine line) {
    if (!line.getCommandSpec().helpCommand()) {
      line.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new VersionCommand());
      line.getSubcommands().values().forEach(Main::withHelp);
    }
  }

  private static int failed(Exception failure, CommandLine command) {
    if (failure instanceof CommandFailedException expected) {
      command.getErr().println("bulkgpt: " + expected.getMessage());
      return expected.exit();
    }
    // Not before: the log's form is read with the first logger.
    LoggerFactory.getLogger(Main.class).debug("the command failed", failure);
    command
        .getErr()
        .println(
            "bulkgpt: "
                + FailureWords.sentence(failure)
                    .orElse(
                        "A fault of the program itself stopped the command; what was finished is kept. BULKGPT_LOG_LEVEL=DEBUG shows where it happened."));
    return Exit.FAILED;
  }

  private static int wrongUsage(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println("bulkgpt: " + UsageWords.sentence(wrong, arguments));
    if (command.getParent() == null) {
      command.usage(command.getErr());
    } else {
      command.getErr().println(UsageWords.more(command));
    }
    return Exit.USAGE;
  }
}
