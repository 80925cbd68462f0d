package dev.bulkgpt.model;

import java.util.Locale;

/// Why a row failed or a task paused: a closed set, part of the result file's contract.
public enum ErrorCode {
  /// A template or condition could not be evaluated for this row.
  TEMPLATE_ERROR,
  /// The provider's rate limit; a reason of a pause, never of a row.
  RATE_LIMITED,
  /// No credit, or a daily limit; a reason of a pause, never of a row.
  QUOTA_EXHAUSTED,
  /// Bad key, no access, or no such model; a reason of a pause, never of a row.
  AUTH_ERROR,
  /// No answer within the call's time-out, on every try.
  TIMEOUT,
  /// The provider answered with an error, garbage, or not at all, on every try.
  PROVIDER_ERROR,
  /// The prompt does not fit the model.
  CONTEXT_LENGTH_EXCEEDED,
  /// The provider's filter held the answer back.
  CONTENT_FILTERED,
  /// The model refused to answer.
  REFUSED,
  /// The answer never fitted the schema, the re-asks included.
  INVALID_OUTPUT,
  /// A called API answered with an error.
  HTTP_ERROR,
  /// A web page refused to be read.
  SCRAPE_BLOCKED,
  /// An address that steps may not reach.
  SSRF_BLOCKED,
  /// The spending cap; a reason of a pause, never of a row.
  BUDGET_EXCEEDED,
  /// Canceled before its turn.
  CANCELED,
  /// Our own fault.
  INTERNAL;

  /// The spelling of results and APIs: `invalid_output`.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
