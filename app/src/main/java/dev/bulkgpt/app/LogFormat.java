package dev.bulkgpt.app;

import java.util.Locale;
import org.slf4j.LoggerFactory;

/// How the log is written: `plain` lines, or `json`, one object a line. The log's own configuration
/// (`conf/logback.xml`) reads it when the first line is about to be written. What ends a thread
/// goes there too.
final class LogFormat {

  private LogFormat() {}

  /// Call it before anything logs.
  static void apply(Configuration configuration) {
    Settings.LogForm form = configuration.get(Settings.LOG_FORMAT).orElse(Settings.LogForm.PLAIN);
    System.setProperty(Settings.LOG_FORMAT.variable(), form.name().toLowerCase(Locale.ROOT));
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
        LoggerFactory.getLogger(LogFormat.class).error("a thread ended by a fault", failure));
  }
}
