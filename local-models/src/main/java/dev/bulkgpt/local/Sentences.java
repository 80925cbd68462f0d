package dev.bulkgpt.local;

/// Turns a text into a point on the unit sphere; near points mean near meanings. Safe for use by
/// many threads at once.
@FunctionalInterface
interface Sentences {

  /// @return a vector of length 1, always of the same size; also for an empty text
  float[] embed(String text);
}
