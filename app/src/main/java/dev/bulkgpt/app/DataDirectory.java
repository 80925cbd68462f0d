package dev.bulkgpt.app;

import dev.bulkgpt.words.Spelling;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the program keeps what it must not lose: `--data`, else `BULKGPT_DATA`, else `~/.bulkgpt`.
/// Only its owner may read it (mode 0700), for it holds the users' rows.
record DataDirectory(Path path) {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /// Finds the directory and makes it when it is missing.
  ///
  /// @param option the value of `--data`, if given
  static DataDirectory open(Optional<Path> option, Map<String, String> environment) {
    DataDirectory data = at(option, environment);
    data.mustBeUsable();
    try {
      Files.createDirectories(data.path(), ownerOnly());
      return data;
    } catch (IOException e) {
      throw data.unusable(FileWords.why(e));
    }
  }

  private CommandFailedException unusable(String why) {
    return CommandFailedException.usage(
        "The data directory %s cannot be used: %s. Name another folder with --data or %s."
            .formatted(Spelling.shown(path.toString()), why, Settings.DATA.variable()));
  }

  /// Where it is, whether it is there or not.
  static DataDirectory at(Optional<Path> option, Map<String, String> environment) {
    return new DataDirectory(
        option
            .or(() -> new Variables(environment).value(Settings.DATA.variable()).map(Path::of))
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".bulkgpt"))
            .toAbsolutePath()
            .normalize());
  }

  /// Fails as [#open] would, and makes nothing.
  void mustBeUsable() {
    Path there = path;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw unusable(
          there.equals(path)
              ? "it is a file or a device, not a folder"
              : "a part of its path is a file, not a folder");
    }
    if (!Files.isWritable(there) || !Files.isExecutable(there)) {
      throw unusable("this user may not write there");
    }
  }

  /// Where the runs of the command line are kept, each in a directory of its own.
  Path runs() {
    return path.resolve("runs");
  }

  /// The configuration file that is read when no other is named.
  Path defaultConfig() {
    return path.resolve("bulkgpt.yaml");
  }

  static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }
}
