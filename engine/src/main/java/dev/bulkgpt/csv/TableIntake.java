package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of any kind of file to the canonical file and an index of its chunks: what holds for
/// headers, widths, blank rows and limits, whatever they were read from.
///
/// The first row is the header. Blank rows inside keep their place; those at the end are left out.
/// Memory is bounded by a row.
public final class TableIntake {

  private final InputLimits limits;
  private final RowPlace place;
  private final OutputStream canonical;
  private @Nullable Table table;
  private long blank;

  /// @param place how a row is named to a person
  public TableIntake(InputLimits limits, RowPlace place, OutputStream canonical) {
    this.limits = limits;
    this.place = place;
    this.canonical = canonical;
  }

  private record Table(Header header, RowShape shape, CanonicalFile file) {}

  /// The header, then a row each.
  ///
  /// @param at where it begins, from 1: a line or a row, as [RowPlace] says
  /// @throws InputRefusedException when it cannot be one
  public void row(long at, String[] cells) throws IOException {
    if (table == null) {
      Header header = Header.of(at, cells, limits, place);
      RowShape shape = new RowShape(header.names().size(), place);
      table = new Table(header, shape, new CanonicalFile(canonical, header.names()));
      return;
    }
    if (blank > 0) {
      String[] empty = new String[table.header().names().size()];
      Arrays.fill(empty, "");
      for (; blank > 0; blank--) {
        write(table, empty);
      }
    }
    write(table, table.shape().fit(at, cells));
  }

  /// A row without any value. Before the header it is no row.
  public void blankRow() {
    if (table != null) {
      blank++;
    }
  }

  private void write(Table to, String[] cells) throws IOException {
    if (to.file().rows() == limits.rows()) {
      throw new InputRefusedException("The file has more than %,d rows.".formatted(limits.rows()));
    }
    to.file().write(cells);
  }

  /// Ends the canonical file.
  ///
  /// @param notes told before those about header and rows
  /// @throws InputRefusedException when there was no row
  public Intake finish(Intake.Source source, List<String> notes) throws IOException {
    if (table == null) {
      throw new InputRefusedException("The file is empty.");
    }
    List<ChunkSpan> chunks = table.file().finish();
    if (table.file().rows() == 0) {
      throw new InputRefusedException("The file has a header but no rows.");
    }
    List<String> all = new ArrayList<>(notes);
    all.addAll(table.header().notes());
    all.addAll(table.shape().notes());
    if (blank > 0) {
      all.add(
          "%,d blank %s at the end; %s left out"
              .formatted(blank, blank == 1 ? "row" : "rows", blank == 1 ? "it is" : "they are"));
    }
    return new Intake(table.header().names(), table.file().rows(), chunks, source, all);
  }
}
