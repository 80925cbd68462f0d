package dev.bulkgpt.workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a person should know of a sheet that was read: how often, and where first.
final class Findings {

  private static final int MOST_LISTED = 10;

  private final List<String> blanks = new ArrayList<>();
  private final List<String> hiddenColumns = new ArrayList<>();
  private final Count errors = new Count();
  private final Count notComputed = new Count();
  private final Count computed = new Count();
  private final Count noDates = new Count();
  private final Count hiddenRows = new Count();
  private final Count merged = new Count();

  private static final class Count {

    private long number;
    private String first = "";

    void add(String place) {
      if (number++ == 0) {
        first = place;
      }
    }

    Optional<String> note(String one, String more) {
      return number == 0
          ? Optional.empty()
          : Optional.of(
              (number == 1 ? one : more).replace("#", "%,d".formatted(number)).replace("@", first));
    }
  }

  void error(CellName at, String error) {
    errors.add(at + " with `" + Shown.cut(error) + "`");
  }

  void notComputed(CellName at) {
    notComputed.add(at.toString());
  }

  void computed(CellName at) {
    computed.add(at.toString());
  }

  void noDate(CellName at, String number) {
    noDates.add(at + " with `" + number + "`");
  }

  void hiddenRow(long row) {
    hiddenRows.add(String.valueOf(row));
  }

  /// @param first from 0
  /// @param last likewise, within the table
  void hiddenColumns(int first, int last) {
    for (int column = first; column <= last && hiddenColumns.size() <= MOST_LISTED; column++) {
      hiddenColumns.add(CellName.letters(column));
    }
  }

  void merged(String range) {
    merged.add(Shown.cut(range));
  }

  void leftOut(long from, long rows) {
    if (blanks.size() < MOST_LISTED) {
      blanks.add("%,d blank rows from row %,d on are left out".formatted(rows, from));
    }
  }

  boolean anyNotComputed() {
    return notComputed.number > 0;
  }

  /// @param toCompute the workbook asks to be computed anew
  List<String> notes(boolean toCompute) {
    List<String> notes = new ArrayList<>();
    add(
        notes,
        hiddenRows.note(
            "the hidden row @ is read too", "# hidden rows are read too, the first is row @"));
    if (!hiddenColumns.isEmpty()) {
      boolean more = hiddenColumns.size() > MOST_LISTED;
      String listed =
          String.join(", ", hiddenColumns.subList(0, Math.min(MOST_LISTED, hiddenColumns.size())));
      notes.add(
          hiddenColumns.size() == 1
              ? "the hidden column %s is read too".formatted(listed)
              : "the hidden columns %s%s are read too".formatted(listed, more ? " and more" : ""));
    }
    add(
        notes,
        errors.note(
            "one cell holds an error, which stays as it is: @",
            "# cells hold an error, which stays as it is; the first is @"));
    add(
        notes,
        notComputed.note(
            "the formula in @ was never computed and is empty; open the workbook in Excel or LibreOffice and save it, then it has a value",
            "# formulas were never computed and are empty, the first is in @; open the workbook in Excel or LibreOffice and save it, then they have values"));
    if (toCompute) {
      add(
          notes,
          computed.note(
              "the value of the formula in @ may be out of date, for the workbook asks to be computed anew; opening and saving it does that",
              "the values of # formulas, the first in @, may be out of date, for the workbook asks to be computed anew; opening and saving it does that"));
    }
    add(
        notes,
        noDates.note(
            "one cell has a date's format but a number that is no date, which stays a number: @",
            "# cells have a date's format but numbers that are no dates, which stay numbers; the first is @"));
    add(
        notes,
        merged.note(
            "the cells @ are merged: the value is in the first of them",
            "# ranges of cells are merged, the first is @: the value is in the first cell of each"));
    notes.addAll(blanks);
    return notes;
  }

  private static void add(List<String> notes, Optional<String> note) {
    note.ifPresent(notes::add);
  }
}
