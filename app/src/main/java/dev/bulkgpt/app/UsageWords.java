package dev.bulkgpt.app;

import dev.bulkgpt.words.Spelling;
import dev.bulkgpt.workflow.Nearest;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with a command line, in our words.
final class UsageWords {

  private UsageWords() {}

  /// @param arguments the whole command line
  static String sentence(ParameterException wrong, String[] arguments) {
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    return switch (wrong) {
      case UnmatchedArgumentException unmatched ->
          unmatched(unmatched.getUnmatched(), command, arguments);
      case MissingParameterException missing -> missing(missing.getMissing(), command);
      case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " is given twice.";
      case MaxValuesExceededException many when many.getArgSpec() != null ->
          name(many.getArgSpec()) + " takes no such value.";
      default ->
          wrong.getArgSpec() == null
              ? ours(wrong)
              : "%s takes %s, not `%s`."
                  .formatted(
                      name(wrong.getArgSpec()),
                      wanted(wrong.getArgSpec()),
                      Spelling.quoted(String.valueOf(wrong.getValue())));
    };
  }

  /// What commands throw themselves is a sentence; whatever else the library has to say is none.
  private static String ours(ParameterException wrong) {
    return wrong.getClass() == ParameterException.class && wrong.getCause() == null
        ? String.valueOf(wrong.getMessage())
        : "The command line is not complete.";
  }

  private static String unmatched(List<String> extra, CommandSpec command, String[] arguments) {
    String first = extra.getFirst();
    if (first.startsWith("-") && first.length() > 1) {
      String option = first.replaceFirst("=.*", "");
      List<String> options =
          command.options().stream().flatMap(it -> Arrays.stream(it.names())).toList();
      return "There is no option %s here.%s"
          .formatted(Spelling.shown(option), near(option, options));
    }
    if (command.positionalParameters().isEmpty() && !command.subcommands().isEmpty()) {
      return "There is no command %s.%s"
          .formatted(
              Spelling.shown(first), near(first, List.copyOf(command.subcommands().keySet())));
    }
    return "`%s` is one name more than the command takes. A name with blanks stands in quotes: %s."
        .formatted(Spelling.shown(first), blanks(arguments).orElse("\"my file.csv\""));
  }

  private static String near(String name, List<String> valid) {
    return Nearest.to(name, valid).map(it -> " The nearest is " + it + ".").orElse("");
  }

  /// A file whose name with blanks was given in pieces.
  private static Optional<String> blanks(String[] arguments) {
    for (int from = 0; from < arguments.length; from++) {
      for (int to = from + 2; to <= arguments.length; to++) {
        String name = String.join(" ", List.of(arguments).subList(from, to));
        if (isFile(name)) {
          return Optional.of('"' + Spelling.shown(name) + '"');
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isFile(String name) {
    try {
      return Files.exists(Path.of(name));
    } catch (InvalidPathException _) {
      return false; // No name that a file can have.
    }
  }

  private static String missing(List<ArgSpec> missing, CommandSpec command) {
    if (missing.isEmpty()) {
      return "Something is missing: `%s`.".formatted(synopsis(command));
    }
    if (missing.getFirst() instanceof OptionSpec option) {
      return "%s needs a value: `%s %s`."
          .formatted(name(option), name(option), option.paramLabel());
    }
    String names = missing.stream().map(ArgSpec::paramLabel).collect(Collectors.joining(", "));
    return "%s %s missing: `%s`."
        .formatted(names, missing.size() == 1 ? "is" : "are", synopsis(command));
  }

  private static String synopsis(CommandSpec command) {
    String parameters =
        command.positionalParameters().stream()
            .map(it -> " " + it.paramLabel())
            .collect(Collectors.joining());
    return command.qualifiedName() + parameters;
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String wanted(ArgSpec argument) {
    Class<?> type =
        argument.auxiliaryTypes().length > 0 ? argument.auxiliaryTypes()[0] : argument.type();
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class || type == BigDecimal.class) {
      return "a number";
    }
    return argument.paramLabel();
  }

  /// The line below the sentence.
  static String more(CommandLine command) {
    return "Try `" + command.getCommandSpec().qualifiedName() + " --help` for more.";
  }
}
