package dev.bulkgpt.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// What stopped a command, in our words: neither a class nor a message of a library reaches a
/// person.
final class FailureWords {

  /// By SQLite's result code.
  private static final Map<Integer, String> SQLITE =
      Map.of(
          5, "another process uses it",
          6, "another process uses it",
          8, "nothing may be written there",
          10, "the disk does not answer",
          11, "it is damaged",
          13, "the disk is full",
          14, "this user may not read or write it",
          23, "this user may not read or write it",
          26, "it is no database");

  /// By the beginning of the standard's SQLSTATE.
  private static final Map<String, String> STATES =
      Map.of(
          "08", "nothing answers there",
          "28", "the user or the password is not accepted",
          "3D", "there is no such database",
          "42501", "the user may not do that there",
          "53300", "it has no connection left",
          "53", "it has no room left",
          "57", "it is shutting down or starting");

  private FailureWords() {}

  /// Empty for what should not happen: a fault of the program's own.
  static Optional<String> sentence(Throwable failure) {
    Optional<String> database = database(failure);
    if (database.isPresent()) {
      return database.map(why -> "The database cannot be used: " + why + ".");
    }
    return switch (failure) {
      case IOException file -> Optional.of(FileWords.sentence(file));
      case UncheckedIOException file ->
          Optional.of(FileWords.sentence(Objects.requireNonNull(file.getCause())));
      default -> Optional.empty();
    };
  }

  /// Why a database cannot be used; empty when no database is the cause.
  static Optional<String> database(Throwable failure) {
    Optional<String> why = Optional.empty();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        why = Optional.of(why(sql));
      }
    }
    return why;
  }

  private static String why(SQLException e) {
    String state = e.getSQLState();
    if (state == null) {
      return SQLITE.getOrDefault(e.getErrorCode() & 0xff, "it does not answer as it should");
    }
    return STATES.entrySet().stream()
        .filter(it -> state.startsWith(it.getKey()))
        .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
        .map(Map.Entry::getValue)
        .orElse("it does not answer as it should");
  }

  /// Why a server gave no answer; words that follow its name and a colon.
  static String network(IOException failure) {
    return switch (failure) {
      case UnknownHostException _ -> "its host name is unknown";
      case BindException _ -> "the port is taken, or this machine has no such address";
      case org.apache.hc.client5.http.ConnectTimeoutException _ -> "it did not connect in time";
      case ConnectException _ -> "it refused the connection";
      case NoRouteToHostException _ -> "there is no way to it";
      case SSLException _ -> "no secure connection to it could be made";
      case java.io.InterruptedIOException _ -> "it did not answer in time";
      default -> "the connection broke before its answer was whole";
    };
  }
}
