package dev.bulkgpt.app;

import org.slf4j.LoggerFactory;

/// How the log is written: `plain` lines, or `json`, one object a line. The log's own configuration
/// (`conf/logback.xml`) reads it when the first line is about to be written. What ends a thread
/// goes there too.
final class LogFormat {

  private static final String VARIABLE = "BULKGPT_LOG_FORMAT";

  private LogFormat() {}

  /// Call it before anything logs.
  static void apply(Configuration configuration) {
    String format = configuration.get("log_format").orElse("plain");
    if (!format.equals("plain") && !format.equals("json")) {
      throw CommandFailedException.usage("log_format is `plain` or `json`, not `" + format + "`.");
    }
    System.setProperty(VARIABLE, format);
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
        LoggerFactory.getLogger(LogFormat.class).error("a thread ended by a fault", failure));
  }
}
