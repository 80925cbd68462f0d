package dev.bulkgpt.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// A data source that, inside [#lend], hands out the connection of a running transaction.
///
/// db-scheduler commits and closes what it is given after each statement, even one that hit nothing
/// and makes it throw. The lent connection therefore says it commits by itself (so db-scheduler
/// leaves the transaction alone) and ignores `commit`, `rollback` and `close`: only its owner ends
/// the transaction. Without this a stale completion committed half of a chunk's hand-over.
final class LendingDataSource implements DataSource {

  private final DataSource pool;
  private final ScopedValue<Connection> lent = ScopedValue.newInstance();

  LendingDataSource(DataSource pool) {
    this.pool = pool;
  }

  void lend(Connection owner, Runnable work) {
    ScopedValue.where(lent, lentOut(owner)).run(work);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return lent.isBound() ? lent.get() : pool.getConnection();
  }

  private static Connection lentOut(Connection owner) {
    return (Connection)
        Proxy.newProxyInstance(
            LendingDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getAutoCommit" -> true;
                  case "commit", "rollback", "close", "setAutoCommit" -> null;
                  default -> {
                    try {
                      yield method.invoke(owner, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause() == null ? e : e.getCause();
                    }
                  }
                });
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the pool knows its login");
  }

  @Override
  public java.io.PrintWriter getLogWriter() throws SQLException {
    return pool.getLogWriter();
  }

  @Override
  public void setLogWriter(java.io.PrintWriter out) throws SQLException {
    pool.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    pool.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return pool.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return pool.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return pool.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return pool.isWrapperFor(type);
  }
}
