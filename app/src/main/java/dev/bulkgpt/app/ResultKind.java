package dev.bulkgpt.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/// How a result is written: as its file's name says.
enum ResultKind {
  CSV("csv"),
  WORKBOOK("xlsx");

  /// Names under which a program would look for something else than what we write.
  private static final Set<String> OTHERS =
      Set.of("xls", "xlsm", "xlsb", "xltx", "ods", "fods", "numbers", "parquet");

  private final String ending;

  ResultKind(String ending) {
    this.ending = ending;
  }

  /// How names of such files end, without the dot.
  String ending() {
    return ending;
  }

  /// @throws CommandFailedException when the name says a form that we do not write
  static ResultKind of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    if (OTHERS.contains(ending)) {
      throw CommandFailedException.usage(
          "%s: a result is written as .csv or .xlsx, not as .%s.".formatted(file, ending));
    }
    return name.endsWith(".xlsx") ? WORKBOOK : CSV;
  }
}
