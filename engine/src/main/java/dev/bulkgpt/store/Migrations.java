package dev.bulkgpt.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/// Brings a database's schema up to date with Flyway: numbered SQL files beside this class, applied
/// once, in order, and never edited after a release.
final class Migrations {

  private Migrations() {}

  static void migrate(DataSource dataSource) {
    Flyway flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(dataSource)
            .locations("classpath:dev/bulkgpt/store")
            .table("schema_version")
            .baselineOnMigrate(false)
            .load();
    for (MigrationInfo step : flyway.info().all()) {
      if (step.getState() == MigrationState.FUTURE_SUCCESS) {
        throw new NewerSchemaException();
      }
    }
    flyway.migrate();
  }
}
