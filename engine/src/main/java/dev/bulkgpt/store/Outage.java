package dev.bulkgpt.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Failures that pass: the database is away, busy, out of space, read-only for the moment, or chose
/// our transaction as a deadlock's victim; or the disk of the blobs fails. Work waits for their end
/// and is done then; everything else is a bug and is thrown.
public final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(20);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /// SQLite's BUSY, LOCKED, IOERR, FULL, CANTOPEN (primary result codes).
  private static final Set<Integer> SQLITE = Set.of(5, 6, 10, 13, 14);

  /// Classes of PostgreSQL's codes: connection, rollback, resources, operator, system error.
  private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");

  /// Read-only for the moment (a standby takes over); we slept inside a transaction; a lock was not
  /// to be had in the time the database allows.
  private static final Set<String> CODES = Set.of("25006", "25P03", "55P03");

  private Outage() {}

  /// Work that may have to be done again.
  @FunctionalInterface
  public interface Work<T, X extends Exception> {
    T run() throws X;
  }

  /// Does the work, again and again while the database is away.
  ///
  /// @throws RuntimeException what the work threw, when it is no outage of the database or the
  ///   thread was interrupted
  public static void retrying(Runnable work) {
    result(() -> {
      work.run();
      return true;
    });
  }

  /// The result of the work, done again and again while the database is away; throws as
  /// [#retrying].
  public static <T, X extends Exception> T result(Work<T, X> work) throws X {
    Duration wait = FIRST_WAIT;
    while (true) {
      try {
        return work.run();
      } catch (RuntimeException e) {
        if (!isOfDatabase(e)) {
          throw e;
        }
        tell(wait, e);
        if (!slept(wait)) {
          throw e;
        }
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
      }
    }
  }

  /// Once for each wait, or the log would grow with what waits.
  private static void tell(Duration wait, RuntimeException e) {
    if (wait.equals(FIRST_WAIT)) {
      LOG.warn("The database cannot do it now; waiting: {}", reason(e));
    }
  }

  /// True when trying the same again later can succeed.
  public static boolean is(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DiskException) {
        return true;
      }
    }
    return isOfDatabase(failure);
  }

  private static boolean isOfDatabase(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && passes(sql)) {
        return true;
      }
    }
    return false;
  }

  private static boolean passes(SQLException e) {
    if (e instanceof SQLTransientConnectionException) {
      return true;
    }
    String state = e.getSQLState();
    if (state == null) {
      return e.getClass().getName().startsWith("org.sqlite.")
          && SQLITE.contains(e.getErrorCode() & 0xff);
    }
    return CODES.contains(state) || CLASSES.stream().anyMatch(codes -> state.startsWith(codes));
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static boolean slept(Duration wait) {
    try {
      Thread.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
