package dev.bulkgpt.app;

import dev.bulkgpt.words.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The CSV or workbook a command was given: a file, or standard input kept in a temporary file so
/// that it can be read twice, first for its hash, then for its rows.
///
/// @param name as the user gave it
/// @param spooled to be deleted at the end
record InputFile(String name, Path path, Optional<Path> spooled) implements AutoCloseable {

  private static final int BUFFER_BYTES = 256 * 1024;

  /// @param name a file's name, or `-`
  static InputFile open(String name, InputStream standardInput) throws IOException {
    if (name.equals("-")) {
      Path spool = Files.createTempFile("bulkgpt-", ".input");
      try {
        Files.copy(standardInput, spool, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        Files.deleteIfExists(spool);
        throw e;
      }
      return new InputFile(name, spool, Optional.of(spool));
    }
    Path path = Path.of(name);
    if (name.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml") && Files.exists(path)) {
      throw CommandFailedException.usage(
          "%s is named like a workflow. The workflow comes first, then the rows: `bulkgpt run workflow.yaml rows.csv`."
              .formatted(Spelling.shown(name)));
    }
    FileWords.unreadable(path)
        .ifPresent(why -> {
          throw CommandFailedException.usage(why);
        });
    return new InputFile(name, path, Optional.empty());
  }

  /// SHA-256 of the bytes, in hex.
  String sha256() throws IOException {
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest())) {
      byte[] buffer = new byte[BUFFER_BYTES];
      while (in.read(buffer) >= 0) {
        // The digest reads along.
      }
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    }
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (spooled.isPresent()) {
      Files.deleteIfExists(spooled.get());
    }
  }
}
