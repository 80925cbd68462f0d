package dev.bulkgpt.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationsTest {

  @TempDir private Path directory;
  private DatabaseSettings settings;

  @BeforeEach
  void made() {
    settings = DatabaseSettings.sqlite(directory.resolve("data.db"));
    new Database(settings).close();
  }

  @Test
  void whatIsUpToDateOpensAgain() {
    try (Database again = new Database(settings)) {
      assertThat(again.answers()).isTrue();
    }
  }

  @Test
  void aStepOfANewerVersionIsRefused() {
    change(
        "INSERT INTO schema_version SELECT installed_rank + 1000, '9999', 'later', type,"
            + " 'V9999__later.sql', checksum, installed_by, installed_on, execution_time, success"
            + " FROM schema_version LIMIT 1");
    assertThatThrownBy(() -> new Database(settings))
        .isInstanceOf(NewerSchemaException.class)
        .hasMessageContaining("newer version of bulkgpt");
  }

  @Test
  void aStepThatWasEditedIsRefused() {
    change("UPDATE schema_version SET checksum = checksum + 1 WHERE version = '1'");
    assertThatThrownBy(() -> new Database(settings)).isInstanceOf(FlywayValidateException.class);
  }

  private void change(String sql) {
    try (Database database = new Database(settings)) {
      database.writeOnly(handle -> assertThat(handle.execute(sql)).isEqualTo(1));
    }
  }
}
