package dev.bulkgpt.csv;

import java.io.IOException;

/// A file that we cannot read without guessing at its values. The message is one sentence for a
/// person, the place included. An [IOException] because it comes up while a stream is read.
public final class InputRefusedException extends IOException {

  private static final long serialVersionUID = 1;

  public InputRefusedException(String sentence) {
    super(sentence);
  }

  /// @param at from 1
  public InputRefusedException(RowPlace place, long at, String sentence) {
    super(place.word() + " " + at + ": " + sentence);
  }
}
