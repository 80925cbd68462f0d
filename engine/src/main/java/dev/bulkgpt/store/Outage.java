package dev.bulkgpt.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Failures of the database that pass: it is away, busy, out of space, or chose our transaction as
/// a deadlock's victim. Work waits for their end and is done then; everything else is a bug and is
/// thrown.
public final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(20);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /// SQLite's BUSY, LOCKED, IOERR, FULL, CANTOPEN (primary result codes).
  private static final Set<Integer> SQLITE = Set.of(5, 6, 10, 13, 14);

  private Outage() {}

  /// Does the work, again and again while the database is away.
  ///
  /// @throws RuntimeException what the work threw, when it is no outage or the thread was
  ///   interrupted
  public static void retrying(Runnable work) {
    retrying(() -> {
      work.run();
      return true;
    });
  }

  /// As [#retrying(Runnable)], for work that gives something.
  public static <T> T retrying(Supplier<T> work) {
    Duration wait = FIRST_WAIT;
    while (true) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        if (!is(e)) {
          throw e;
        }
        LOG.warn("The database cannot commit now; waiting: {}", reason(e));
        if (!slept(wait)) {
          throw e;
        }
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
      }
    }
  }

  /// True when trying the same again later can succeed.
  public static boolean is(Throwable failure) {
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
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("40")
        || state.startsWith("53");
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
