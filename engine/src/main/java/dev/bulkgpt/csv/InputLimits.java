package dev.bulkgpt.csv;

/// What a CSV may be at most.
///
/// @param cellBytes of one value in UTF-8
/// @param columns of the header
/// @param headerNameChars of one column's name
/// @param rowBytes of all values of a row together, in UTF-8; bounds the memory of a row
/// @param rows of the file, the header not counted
public record InputLimits(
    int cellBytes, int columns, int headerNameChars, int rowBytes, long rows) {

  public static final InputLimits DEFAULT =
      new InputLimits(1 << 20, 10_000, 1_000, 16 << 20, Long.MAX_VALUE);

  InputLimits withRows(long most) {
    return new InputLimits(cellBytes, columns, headerNameChars, rowBytes, most);
  }
}
