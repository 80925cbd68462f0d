package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/// Any bytes to a canonical CSV file and an index of its chunks, in one streamed pass. Memory is
/// bounded by a row and by 256 KiB, whatever the file's size.
///
/// Values are kept to the character. What cannot be read for certain is refused with its line
/// ([InputRefusedException]); what was guessed or mended is told in [Intake#notes].
public final class CsvIntake {

  private CsvIntake() {}

  /// Reads to the end; closes neither stream.
  public static Intake read(InputStream in, InputOptions options, OutputStream canonical)
      throws IOException {
    StrictText text = new StrictText(in, options.encoding());
    Reader whole = new TextEnd(text);
    TextStart start = TextStart.read(whole, options);
    ForeignText.check(start);
    CsvForm form = new CsvForm(Separator.find(start, options), options.quotes());
    RawRows rows = new RawRows(start, whole, form, options.limits());
    TableIntake table = new TableIntake(options.limits(), RowPlace.LINE, canonical);
    CsvTable csv = new CsvTable(table, start, form, options.limits());
    for (var row = rows.next(); row.isPresent(); row = rows.next()) {
      csv.row(row.get());
    }
    List<String> notes = notes(text, form.separator());
    notes.addAll(csv.finish());
    return table.finish(
        new Intake.Source.Csv(text.encoding().name(), form.separator(), text.isMarked()), notes);
  }

  private static List<String> notes(StrictText text, char separator) {
    List<String> notes = new ArrayList<>();
    notes.addAll(text.notes());
    if (separator != ',') {
      notes.add("the separator is " + Shown.separator(separator));
    }
    return notes;
  }
}
