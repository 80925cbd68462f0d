package dev.bulkgpt.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The columns' names as they can be told apart: a blank one is named by its place, a second one of
/// the same name is numbered. Names are alike when they differ in outer spaces only.
record Header(List<String> names, List<String> notes) {

  static Header of(long at, String[] cells, InputLimits limits, RowPlace place)
      throws InputRefusedException {
    List<String> names = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String cell : cells) {
      taken.add(cell.strip());
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < cells.length; i++) {
      String name = cells[i];
      if (name.length() > limits.headerNameChars()) {
        throw new InputRefusedException(
            place,
            at,
            "The name of column %,d is longer than %,d characters. Is the first row a header?"
                .formatted(i + 1, limits.headerNameChars()));
      }
      mustBePrintable(name, i + 1, at, place);
      String unique = name;
      if (name.isBlank()) {
        unique = free("column_" + (i + 1), taken);
        notes.add("column " + (i + 1) + " has no name; it is called `" + unique + "`");
      } else if (!seen.add(name.strip())) {
        unique = numbered(name.strip(), taken);
        notes.add("a second column `" + name.strip() + "` is called `" + unique + "`");
      }
      taken.add(unique);
      seen.add(unique);
      names.add(unique);
    }
    return new Header(names, notes);
  }

  /// Line breaks and tabs are met in names; another control character is a sign that this is no
  /// header, and nobody could write it in a workflow.
  private static void mustBePrintable(String name, int column, long at, RowPlace place)
      throws InputRefusedException {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c) && "\t\r\n".indexOf(c) < 0) {
        throw new InputRefusedException(
            place,
            at,
            "The name of column %,d, `%s`, has the control character U+%04X in it. Is the first row a header? Then give the column another name."
                .formatted(column, Shown.text(name), (int) c));
      }
    }
  }

  private static String free(String name, Set<String> taken) {
    return taken.contains(name) ? numbered(name, taken) : name;
  }

  private static String numbered(String name, Set<String> taken) {
    int number = 2;
    while (taken.contains(name + "_" + number)) {
      number++;
    }
    return name + "_" + number;
  }
}
