package dev.bulkgpt.csv;

/// Where a chunk lies in the canonical file.
///
/// @param number from 0
/// @param firstRow from 1
/// @param offset first byte, the header's line excluded
/// @param bytes length in bytes
public record ChunkSpan(int number, long firstRow, int rows, long offset, long bytes) {

  public long lastRow() {
    return firstRow + rows - 1;
  }
}
