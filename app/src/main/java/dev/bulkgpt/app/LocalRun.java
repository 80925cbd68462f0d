package dev.bulkgpt.app;

import dev.bulkgpt.csv.InputEncoding;
import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputOptions.Quotes;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.store.DatabaseSettings;
import dev.bulkgpt.store.NewerSchemaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// One run of the command line: a directory with its ledger, its canonical input and a card that
/// says what it is. Its name is the run's key, so the same run is always found again.
///
/// @param id 32 hex digits of the key
record LocalRun(String id, Path directory) {

  /// The name of the task in the run's own database, and of its canonical input.
  static final String TASK = "run";

  static final String INPUT = "input.csv";

  private static final String CARD = "run.json";

  /// What an earlier version did not write is 0 or false.
  private static final ObjectReader CARDS =
      JsonMapper.shared()
          .readerFor(Card.class)
          .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /// What is told about a run in `runs list`, and how its input was read. Cards of earlier versions
  /// lack what came later.
  ///
  /// @param encoding empty for a workbook
  /// @param marked the input began with a byte order mark
  /// @param sheet empty for a CSV
  /// @param notes what was guessed and mended about the input
  record Card(
      String workflow,
      String input,
      long rows,
      String encoding,
      String separator,
      boolean marked,
      Quotes quotes,
      long skipLines,
      String sheet,
      List<String> notes,
      long createdAt) {

    Card {
      quotes = Objects.requireNonNullElse(quotes, Quotes.STANDARD);
      sheet = Objects.requireNonNullElse(sheet, "");
    }

    static Card of(
        String workflow, String input, Intake intake, InputOptions options, long createdAt) {
      Quotes quotes = options.quotes().orElse(Quotes.STANDARD);
      return switch (intake.source()) {
        case Intake.Source.Csv csv ->
            new Card(
                workflow,
                input,
                intake.rows(),
                options.encoding().map(InputEncoding::name).orElse(csv.encoding()),
                String.valueOf(csv.separator()),
                csv.marked(),
                quotes,
                options.skipLines(),
                "",
                intake.notes(),
                createdAt);
        case Intake.Source.Workbook workbook ->
            new Card(
                workflow,
                input,
                intake.rows(),
                "",
                ",",
                false,
                quotes,
                options.skipLines(),
                workbook.sheet(),
                intake.notes(),
                createdAt);
      };
    }

    /// How the input was read, for a person.
    String reading() {
      String skipped = skipLines == 0 ? "" : ", from line %,d on".formatted(skipLines + 1);
      return sheet.isEmpty()
          ? "%s, separator `%s`%s".formatted(encoding, separator, skipped)
          : "the sheet `%s`%s".formatted(sheet, skipped);
    }
  }

  void create() throws IOException {
    Files.createDirectories(directory, DataDirectory.ownerOnly());
  }

  RunLock lock() throws IOException {
    create();
    return RunLock.take(directory.resolve("lock"), "The same run is under way");
  }

  /// @throws CommandFailedException when a newer version of the program made it
  Database database() {
    try {
      return new Database(DatabaseSettings.sqlite(directory.resolve("ledger.db")));
    } catch (NewerSchemaException e) {
      throw new CommandFailedException(Exit.FAILED, String.valueOf(e.getMessage()));
    }
  }

  Blobs blobs() throws IOException {
    return new Blobs(directory);
  }

  /// The card, or empty when the run was never accepted.
  Optional<Card> card() throws IOException {
    Path file = directory.resolve(CARD);
    return Files.exists(file)
        ? Optional.of(CARDS.readValue(Files.readAllBytes(file)))
        : Optional.empty();
  }

  /// Written last when a run is accepted: a run without a card starts anew.
  void accept(Card card) throws IOException {
    try (Blobs.Writing out = blobs().create(CARD)) {
      out.write(JsonMapper.shared().writeValueAsBytes(card));
      out.commit();
    }
  }

  /// Where its result was written.
  WrittenResults results() {
    return new WrittenResults(directory);
  }

  /// When its ledger last changed.
  Instant lastUsed() throws IOException {
    Path ledger = directory.resolve("ledger.db");
    FileTime time = Files.getLastModifiedTime(Files.exists(ledger) ? ledger : directory);
    return time.toInstant();
  }

  /// Forgets everything about the run but the lock its caller holds and where its result lies.
  void clear() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (!file.endsWith("lock") && !file.endsWith(WrittenResults.FILE)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  void delete() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
