package dev.bulkgpt.csv;

import java.io.IOException;

/// A file that is not a CSV we can read without guessing at its values. The message is one sentence
/// for a person, the line included. An [IOException] because it comes up while a stream is read.
public final class CsvRefusedException extends IOException {

  private static final long serialVersionUID = 1;

  private final long line;

  /// @param line from 1, as a text editor counts; 0 when the file as a whole is meant
  public CsvRefusedException(long line, String sentence) {
    super(line == 0 ? sentence : "line " + line + ": " + sentence);
    this.line = line;
  }

  public long line() {
    return line;
  }
}
