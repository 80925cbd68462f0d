package dev.bulkgpt.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a database URL is read.
class DatabaseSettingsTest {

  @Test
  void userAndPasswordAreDecodedAndNotInTheJdbcUrl() {
    DatabaseSettings settings =
        DatabaseSettings.postgres(
            URI.create("postgresql://a%3Ab:p%40s%3As%2Fw%23%25+%20%C3%A4@db.example:6543/bulk"));

    assertThat(settings.user()).isEqualTo("a:b");
    assertThat(settings.password()).isEqualTo("p@s:s/w#%+ ä");
    assertThat(settings.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6543/bulk");
    assertThat(settings.toString()).contains("db.example").doesNotContain("p@s", "a:b");
  }

  @Test
  void aPasswordAmongTheOptionsIsTakenOutOfThem() {
    DatabaseSettings settings =
        DatabaseSettings.postgres(
            URI.create("postgres://db/bulk?sslmode=require&user=me&password=s%26cret"));

    assertThat(settings.user()).isEqualTo("me");
    assertThat(settings.password()).isEqualTo("s&cret");
    assertThat(settings.jdbcUrl()).isEqualTo("jdbc:postgresql://db/bulk?sslmode=require");
    assertThat(settings.place()).isEqualTo("postgresql://db/bulk");
  }

  /// With it the driver answers `SUCCESS_NO_INFO`, and nobody knows which rows were written.
  @Test
  void theOptionThatHidesWhatABatchDidIsLeftOut() {
    assertThat(
            DatabaseSettings.postgres(
                    URI.create("postgres://db/bulk?reWriteBatchedInserts=true&sslmode=require"))
                .jdbcUrl())
        .isEqualTo("jdbc:postgresql://db/bulk?sslmode=require");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:secret@h/d",
        "postgresql:secret",
        "postgresql://u:secret@h",
        "postgresql://u:secret@h/",
        "postgresql://u:secret@h1,h2/d"
      })
  void anotherShapeIsRefusedWithoutShowingIt(String url) {
    assertThatThrownBy(() -> DatabaseSettings.postgres(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }
}
