package dev.bulkgpt.model;

import java.util.Optional;

/// Says which label a text belongs to. Safe for use by many threads at once.
@FunctionalInterface
public interface Classifier {

  Verdict classify(String text);

  /// @param label the name of one of the labels it was made for
  /// @param score 0 to 1, comparable between texts of one classifier; 0: a guess
  /// @param doubt why it is no more than a guess
  record Verdict(String label, double score, Optional<Provider.Note> doubt) {

    public Verdict(String label, double score) {
      this(label, score, Optional.empty());
    }

    /// The same label, as a guess.
    public Verdict doubted(Provider.Note why) {
      return new Verdict(label, 0, Optional.of(why));
    }
  }
}
