package dev.bulkgpt.app;

import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.InputRow;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.csv.RowReader;
import dev.bulkgpt.workbook.FileIntake;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Function;

/// An input as a run would read it, in a temporary file, for commands that only look at it.
record TakenIn(Intake intake, Path canonical) implements AutoCloseable {

  /// @throws CommandFailedException when it is no CSV or workbook we can read
  static TakenIn of(InputFile file, ReadingOptions reading) throws IOException {
    Path canonical = Files.createTempFile("bulkgpt-", ".csv");
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(canonical))) {
      Intake intake = FileIntake.read(file.path(), file.name(), reading.input(), to);
      return new TakenIn(intake, canonical);
    } catch (InputRefusedException e) {
      Files.delete(canonical);
      throw CommandFailedException.usage(file.name() + ": " + e.getMessage());
    }
  }

  /// What a look at the rows gives.
  <T> T rows(Function<Iterator<InputRow>, T> look) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(canonical))) {
      return look.apply(RowReader.rows(in, intake.header().size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    Files.delete(canonical);
  }
}
