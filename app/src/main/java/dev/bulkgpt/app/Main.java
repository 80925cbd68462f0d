package dev.bulkgpt.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      if (failure instanceof CommandFailedException expected) {
        command.getErr().println("bulkgpt: " + expected.getMessage());
        return expected.exit();
      }
      command.getErr().println("bulkgpt: " + sentence(failure));
      if (failure instanceof FileSystemException) {
        return Exit.FAILED;
      }
      failure.printStackTrace(command.getErr());
      return Exit.FAILED;
    });
    return line;
  }

  private static void withHelp(CommandLine line) {
    if (!line.getCommandSpec().helpCommand()) {
      line.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new VersionCommand());
      line.getSubcommands().values().forEach(Main::withHelp);
    }
  }

  private static int wrongUsage(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println("bulkgpt: " + wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    if (command.getParent() == null) {
      command.usage(command.getErr());
      return Exit.USAGE;
    }
    command
        .getErr()
        .println("Try `" + command.getCommandSpec().qualifiedName() + " --help` for more.");
    return Exit.USAGE;
  }

  private static String sentence(Exception failure) {
    if (failure instanceof FileSystemException file) {
      return "%s: %s.".formatted(file.getFile(), why(file));
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static String why(FileSystemException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "there is no such file or folder";
      case AccessDeniedException denied -> "it may not be read or written";
      case FileAlreadyExistsException there -> "it is there already";
      default -> failure.getReason() == null ? "it cannot be used" : failure.getReason();
    };
  }
}
