package dev.bulkgpt.workbook;

import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.csv.InputRefusedException;
import dev.bulkgpt.csv.Intake;
import dev.bulkgpt.csv.RowPlace;
import dev.bulkgpt.csv.TableIntake;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A sheet of a workbook to the canonical file and an index of its chunks, in one streamed pass.
/// Memory is bounded by a row, and by [WorkbookLimits] for what describes the workbook.
final class WorkbookIntake {

  private WorkbookIntake() {}

  /// @throws InputRefusedException when it is no workbook, or one that cannot be read for certain
  static Intake read(Path file, InputOptions options, WorkbookLimits limits, OutputStream canonical)
      throws IOException {
    try (PackageFile zip = PackageFile.open(file, limits)) {
      Workbook workbook = Workbook.of(zip, PackageKind.workbookPart(zip));
      Workbook.Sheet sheet = workbook.choose(options.sheet());
      int mostBytes = options.limits().cellBytes();
      Findings findings = new Findings();
      SheetTable table =
          new SheetTable(
              new TableIntake(options.limits(), RowPlace.ROW, canonical), options, findings);
      try (SharedTexts texts = new SharedTexts(zip, workbook.shared("sharedStrings"), mostBytes);
          XmlPart xml = new XmlPart(cells(zip, sheet), sheet.part(), limits)) {
        Styles styles = Styles.of(zip, workbook.shared("styles"));
        CellReader cells = new CellReader(styles, texts, workbook.dates(), mostBytes, findings);
        new SheetReader(xml, cells, table, findings).read();
      }
      List<String> notes = new ArrayList<>();
      workbook.note(sheet, options.sheet().isPresent()).ifPresent(notes::add);
      notes.addAll(findings.notes(workbook.toCompute()));
      return table.finish(sheet.name(), notes);
    }
  }

  private static InputStream cells(PackageFile zip, Workbook.Sheet sheet) throws IOException {
    return zip.part(sheet.part())
        .orElseThrow(() ->
            new InputRefusedException(
                "The workbook is damaged: its part `%s`, the sheet `%s`, is missing."
                    .formatted(Shown.cut(sheet.part()), Shown.cut(sheet.name()))));
  }
}
