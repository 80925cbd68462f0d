package dev.bulkgpt.simulator;

/// What becomes of one call that got past the limits.
enum Outcome {
  GOOD,
  P400,
  P429,
  P500,
  P503,
  HANG,
  RESET,
  HALF,
  EMPTY,
  GARBAGE,
  HTML,
  HUGE,
  BADSCHEMA,
  REFUSE,
  FILTER,
  LENGTH
}
