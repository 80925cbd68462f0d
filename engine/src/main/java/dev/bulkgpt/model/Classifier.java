package dev.bulkgpt.model;

/// Says which label a text belongs to. Safe for use by many threads at once.
@FunctionalInterface
public interface Classifier {

  Verdict classify(String text);

  /// @param label the name of one of the labels it was made for
  /// @param score 0 to 1, comparable between texts of one classifier
  record Verdict(String label, double score) {}
}
