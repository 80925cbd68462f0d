package dev.bulkgpt.store;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepositoryContext;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How db-scheduler speaks to our databases: instants as epoch milliseconds, `LIMIT n`, and due
/// executions picked and read in one statement, so that two nodes never hold the same one.
final class EpochMillis extends DefaultJdbcCustomization {

  private static final int MAX_NAME_CHARS = 50;

  private final Dialect dialect;
  private final List<String> jobs;

  /// @param jobs the names this node knows how to run; others are left to newer nodes
  EpochMillis(Dialect dialect, Collection<String> jobs) {
    super(true);
    this.dialect = dialect;
    this.jobs = List.copyOf(jobs);
  }

  @Override
  public String getName() {
    return dialect.name();
  }

  @Override
  public void setInstant(PreparedStatement statement, int index, @Nullable Instant value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, value.toEpochMilli());
    }
  }

  @Override
  public @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  @Override
  public String getQueryLimitPart(int limit) {
    return " LIMIT " + limit + " ";
  }

  @Override
  public boolean supportsSingleStatementLockAndFetch() {
    return true;
  }

  @Override
  public List<Execution> lockAndFetchSingleStatement(
      JdbcTaskRepositoryContext context, Instant now, int limit, boolean orderByPriority) {
    String table = context.tableName;
    String pick =
        "UPDATE "
            + table
            + " SET picked = ?, picked_by = ?, last_heartbeat = ?, version = version + 1"
            + " WHERE (task_name, task_instance) IN (SELECT task_name, task_instance FROM "
            + table
            + " WHERE picked = ? AND execution_time <= ? AND task_name IN ("
            + String.join(", ", Collections.nCopies(jobs.size(), "?"))
            + ") ORDER BY execution_time"
            + getQueryLimitPart(limit)
            + dialect.skipLocked()
            + ") RETURNING *";
    String name = context.schedulerName.getName();
    return context.jdbcRunner.query(
        pick,
        statement -> {
          statement.setBoolean(1, true);
          statement.setString(2, name.substring(0, Math.min(name.length(), MAX_NAME_CHARS)));
          setInstant(statement, 3, now);
          statement.setBoolean(4, false);
          setInstant(statement, 5, now);
          for (int i = 0; i < jobs.size(); i++) {
            statement.setString(6 + i, jobs.get(i));
          }
        },
        context.resultSetMapper.get());
  }
}
