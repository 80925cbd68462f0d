package dev.bulkgpt.store;

import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;

/// Brings a database's schema up to date with Flyway: numbered SQL files beside this class, applied
/// once, in order, and never edited after a release.
final class Migrations {

  private static final String[] NONE = {};

  private Migrations() {}

  static void migrate(DataSource dataSource) {
    Flyway flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(dataSource)
            .locations("classpath:dev/bulkgpt/store")
            .table("schema_version")
            .baselineOnMigrate(false)
            .ignoreMigrationPatterns(NONE) // Else steps of a newer version would be passed over.
            .load();
    try {
      flyway.migrate();
    } catch (FlywayValidateException e) {
      if (isNewer(flyway)) {
        throw new NewerSchemaException(e);
      }
      throw e;
    }
  }

  private static boolean isNewer(Flyway flyway) {
    return Stream.of(flyway.info().all())
        .anyMatch(step -> step.getState() == MigrationState.FUTURE_SUCCESS);
  }
}
