package dev.bulkgpt.app;

import dev.bulkgpt.words.Spelling;
import dev.bulkgpt.workflow.Nearest;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What is wrong with a file or folder, in our words, and what to do about it.
final class FileWords {

  private static final int MOST_NEIGHBOURS = 10_000;

  /// What operating systems say, by a part of it.
  private static final Map<String, String> REASONS =
      Map.of(
          "no space left", "the disk is full",
          "disk quota", "no more may be stored there",
          "read-only file system", "nothing may be written there",
          "is a directory", "it is a folder",
          "not a directory", "a part of its path is a file, not a folder",
          "too many open files", "too many files are open; raise `ulimit -n`",
          "file name too long", "its name is too long",
          "too many levels of symbolic links", "its links lead in a circle",
          "input/output error", "the disk does not answer",
          "broken pipe", "what reads the output has ended");

  private FileWords() {}

  /// Why a file or folder could not be used.
  static String sentence(IOException failure) {
    if (failure instanceof FileSystemException file && file.getFile() != null) {
      return "%s: %s.".formatted(Spelling.shown(file.getFile()), why(failure));
    }
    return "A file cannot be used: " + why(failure) + ".";
  }

  static String why(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file or folder";
      case AccessDeniedException _ -> "this user may not read or write it";
      case FileAlreadyExistsException _ -> "it is there already";
      case NotDirectoryException _ -> "it is no folder";
      case DirectoryNotEmptyException _ -> "the folder is not empty";
      case FileSystemLoopException _ -> "its links lead in a circle";
      case CharacterCodingException _ -> "it is not UTF-8 text";
      default -> reason(failure);
    };
  }

  private static String reason(IOException failure) {
    String said =
        failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
    String words = String.valueOf(said).toLowerCase(Locale.ROOT);
    return REASONS.entrySet().stream()
        .filter(reason -> words.contains(reason.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("it cannot be read or written");
  }

  /// Why a name that should be a file's is none; empty when it can be read.
  static Optional<String> unreadable(Path file) {
    String shown = Spelling.shown(file.toString());
    if (Files.isDirectory(file)) {
      return Optional.of(shown + " is a folder; name a file in it.");
    }
    if (!Files.exists(file)) {
      return Optional.of("There is no file " + shown + "." + neighbour(file));
    }
    if (!Files.isRegularFile(file)) {
      return Optional.of(
          "%s is a device or a pipe; give it as standard input: `- < %s`.".formatted(shown, shown));
    }
    return Files.isReadable(file)
        ? Optional.empty()
        : Optional.of("This user may not read %s; `chmod u+r` lets it.".formatted(shown));
  }

  /// A file beside it that was probably meant: in other case, with another ending, or with blanks
  /// in its name, which were given without quotes.
  private static String neighbour(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || file.getFileName() == null) {
      return "";
    }
    if (!Files.isDirectory(folder)) {
      return " There is no folder " + Spelling.shown(folder.toString()) + " either.";
    }
    String name = file.getFileName().toString();
    List<String> there = names(folder);
    Optional<String> longer = there.stream().filter(it -> it.startsWith(name + " ")).findFirst();
    if (longer.isPresent()) {
      return " A name with blanks stands in quotes: \"%s\".".formatted(longer.get());
    }
    return Nearest.to(name, there)
        .filter(it -> alike(name, it))
        .map(it -> " Beside it lies " + Spelling.shown(it) + ".")
        .orElse("");
  }

  private static boolean alike(String name, String other) {
    String stem = stem(name);
    return stem.equals(stem(other)) || Nearest.isClose(name, other);
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return Spelling.plain(dot > 0 ? name.substring(0, dot) : name).toLowerCase(Locale.ROOT);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .limit(MOST_NEIGHBOURS)
          .filter(Files::isRegularFile)
          .map(it -> it.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException _) {
      return List.of(); // The folder may not be listed: there is nothing to suggest.
    }
  }
}
