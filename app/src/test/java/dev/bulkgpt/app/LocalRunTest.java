package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bulkgpt.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunTest {

  @TempDir private Path directory;

  @Test
  void aRunOfANewerVersionIsRefusedWithASentence() throws IOException {
    LocalRun run = new LocalRun("0123", directory.resolve("0123"));
    run.create();
    try (Database database = run.database()) {
      database.writeOnly(handle ->
          assertThat(
                  handle.execute(
                      "INSERT INTO schema_version SELECT installed_rank + 1000, '9999',"
                          + " 'later', type, 'V9999__later.sql', checksum, installed_by,"
                          + " installed_on, execution_time, success FROM schema_version"
                          + " LIMIT 1"))
              .isEqualTo(1));
    }

    assertThatThrownBy(run::database)
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("newer version of bulkgpt");
  }

  @Test
  void aCardOfAnEarlierVersionIsReadAndGivesAResultOfItsForm() throws IOException {
    LocalRun run = new LocalRun("0123", directory.resolve("0123"));
    run.create();
    Files.writeString(
        directory.resolve("0123").resolve("run.json"),
        """
        {"workflow":"w","input":"in.csv","rows":2,"encoding":"windows-1252","separator":";","notes":[],"createdAt":1}
        """);

    LocalRun.Card card = run.card().orElseThrow();

    assertThat(card.marked()).isFalse();
    assertThat(ResultForm.of(card)).isEqualTo(new ResultForm(';', true));
  }
}
