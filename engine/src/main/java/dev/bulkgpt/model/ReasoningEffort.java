package dev.bulkgpt.model;

import java.util.Locale;

/// How long a model thinks before it answers. Which of them a model knows differs. Source: OpenAI's
/// API reference, `reasoning_effort`; others took it over.
public enum ReasoningEffort {
  NONE,
  MINIMAL,
  LOW,
  MEDIUM,
  HIGH,
  XHIGH;

  /// The spelling of workflows and APIs.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
