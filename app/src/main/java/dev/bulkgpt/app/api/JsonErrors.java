package dev.bulkgpt.app.api;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the container refuses before any of our code sees it (what is no HTTP, a path with tricks)
/// gets the contract's JSON too. Made by the container, by name.
public final class JsonErrors extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(JsonErrors.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    // What we do not speak, in methods, versions and encodings, is the client's mistake.
    int told = status == 501 || status == 505 ? 400 : status;
    try {
      Answers.write(RefusedException.of(told, error(told)), request, response);
      response.finishResponse();
    } catch (IOException e) {
      LOG.debug("a refusal could not be told", e);
    }
  }

  private static String error(int status) {
    return switch (status) {
      case 404 -> "Not found.";
      case 405 -> "Method not allowed.";
      case 408 -> "Request timeout.";
      case 413 -> "Request body too large.";
      default -> status < 500 ? "Bad request." : "Internal error.";
    };
  }
}
