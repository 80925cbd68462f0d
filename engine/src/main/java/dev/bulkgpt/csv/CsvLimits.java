package dev.bulkgpt.csv;

/// What one row may be at most. The number of rows is not limited here.
///
/// @param cellBytes of one value in UTF-8
/// @param columns of the header
/// @param headerNameChars of one column's name
/// @param rowBytes of all values of a row together, in UTF-8; bounds the memory of a row
public record CsvLimits(int cellBytes, int columns, int headerNameChars, int rowBytes) {

  public static final CsvLimits DEFAULT = new CsvLimits(1 << 20, 10_000, 1_000, 16 << 20);
}
