package dev.bulkgpt.csv;

import java.io.IOException;

/// Where the rows of a result go, one after the other.
public interface ResultRows extends AutoCloseable {

  /// @param input one value per column of the input
  /// @param added one value per added column
  void write(String[] input, java.util.List<String> added, RowMeta meta) throws IOException;

  @Override
  void close() throws IOException;
}
