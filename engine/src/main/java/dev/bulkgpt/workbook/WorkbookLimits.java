package dev.bulkgpt.workbook;

/// What a workbook may be at most. With these, memory is bounded by a row and time by the file,
/// whatever it claims about itself.
///
/// @param fileBytes of the workbook as it comes
/// @param directoryBytes of the ZIP's list of its parts, which is held in memory
/// @param unpackedBytes of all parts that are read
/// @param ratio of unpacked bytes to packed ones, beyond [#freeBytes]
/// @param freeBytes of a part that may be unpacked whatever the ratio
/// @param texts in the table of shared texts
/// @param styles of cells, and formats of numbers
/// @param depth of elements within each other
/// @param tokenBytes of a tag with its attributes, a text or a comment
/// @param names of elements and attributes that differ, of one part
/// @param nameChars of these names together
record WorkbookLimits(
    long fileBytes,
    int directoryBytes,
    long unpackedBytes,
    int ratio,
    long freeBytes,
    long texts,
    int styles,
    int depth,
    int tokenBytes,
    int names,
    int nameChars) {

  /// A million rows of a hundred columns stay within.
  static final WorkbookLimits DEFAULT =
      new WorkbookLimits(
          2L << 30,
          4 << 20,
          16L << 30,
          250,
          64 << 20,
          200_000_000,
          200_000,
          64,
          2 << 20,
          10_000,
          1 << 20);

  WorkbookLimits withUnpackedBytes(long bytes) {
    return new WorkbookLimits(
        fileBytes,
        directoryBytes,
        bytes,
        ratio,
        freeBytes,
        texts,
        styles,
        depth,
        tokenBytes,
        names,
        nameChars);
  }

  WorkbookLimits withFreeBytes(long bytes) {
    return new WorkbookLimits(
        fileBytes,
        directoryBytes,
        unpackedBytes,
        ratio,
        bytes,
        texts,
        styles,
        depth,
        tokenBytes,
        names,
        nameChars);
  }

  WorkbookLimits withTexts(long most) {
    return new WorkbookLimits(
        fileBytes,
        directoryBytes,
        unpackedBytes,
        ratio,
        freeBytes,
        most,
        styles,
        depth,
        tokenBytes,
        names,
        nameChars);
  }
}
