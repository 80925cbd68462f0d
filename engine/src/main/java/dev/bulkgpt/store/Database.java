package dev.bulkgpt.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/// The database: its pools, its transactions, its schema brought up to date on opening.
///
/// Safe for use by many threads. [#write] and [#read] block while no connection is free, and throw
/// [org.jdbi.v3.core.JdbiException] when the database fails; a transaction that throws is rolled
/// back.
public final class Database implements AutoCloseable {

  private static final int READ_CONNECTIONS = 4;
  private static final int WRITE_CONNECTIONS = 4;

  private final Dialect dialect;
  private final HikariDataSource writers;
  private final HikariDataSource readers;
  private final Jdbi write;
  private final Jdbi read;
  private final LendingDataSource lending;

  /// Opens the database and migrates it.
  ///
  /// @throws NewerSchemaException when a newer version of the program made it
  public Database(DatabaseSettings settings) {
    dialect = settings.dialect();
    writers = new HikariDataSource(settings.writers(WRITE_CONNECTIONS));
    try {
      Migrations.migrate(writers);
      readers = new HikariDataSource(settings.readers(READ_CONNECTIONS));
    } catch (RuntimeException e) {
      writers.close();
      throw e;
    }
    write = jdbi(writers);
    read = jdbi(readers);
    lending = new LendingDataSource(writers);
  }

  /// What fails is told without the values of the statement: they are users' cells.
  private static Jdbi jdbi(DataSource connections) {
    Jdbi jdbi = Jdbi.create(connections);
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    return jdbi;
  }

  public Dialect dialect() {
    return dialect;
  }

  /// One transaction; what it returns is durable.
  public <T, X extends Exception> T write(HandleCallback<T, X> work) throws X {
    return write.inTransaction(work);
  }

  public <X extends Exception> void writeOnly(HandleConsumer<X> work) throws X {
    write.useTransaction(work);
  }

  public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
    return read.withHandle(work);
  }

  /// A cursor over a large result needs a transaction on PostgreSQL, or the driver reads it whole.
  public <X extends Exception> void stream(HandleConsumer<X> work) throws X {
    switch (dialect) {
      case SQLITE -> read.useHandle(work);
      case POSTGRES -> read.useTransaction(work);
    }
  }

  /// What db-scheduler is given: its statements join the transaction of a handle lent by [#join].
  DataSource lendingDataSource() {
    return lending;
  }

  /// Runs work whose statements on [#lendingDataSource] belong to this handle's transaction.
  public void join(Handle handle, Runnable work) {
    lending.lend(handle.getConnection(), work);
  }

  /// True when the database answers now.
  public boolean answers() {
    try (Connection connection = readers.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
