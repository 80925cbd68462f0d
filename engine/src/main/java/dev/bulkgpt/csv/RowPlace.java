package dev.bulkgpt.csv;

/// How a place in a file is named to a person.
public enum RowPlace {
  /// Of a text, as an editor counts.
  LINE("line"),
  /// Of a sheet, as a spreadsheet counts.
  ROW("row");

  private final String word;

  RowPlace(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
