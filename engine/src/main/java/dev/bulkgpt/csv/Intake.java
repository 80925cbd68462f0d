package dev.bulkgpt.csv;

import java.util.List;

/// What was taken in.
///
/// @param header the columns' names: none blank, no two alike
/// @param notes one sentence each about what was guessed, renamed, dropped or padded
public record Intake(
    List<String> header, long rows, List<ChunkSpan> chunks, Source source, List<String> notes) {
  public Intake {
    header = List.copyOf(header);
    chunks = List.copyOf(chunks);
    notes = List.copyOf(notes);
  }

  /// What kind of file it was, and how it was read.
  public sealed interface Source {

    /// For a person.
    String spoken();

    /// @param encoding the IANA name of what the bytes were read as
    /// @param marked it began with a byte order mark
    record Csv(String encoding, char separator, boolean marked) implements Source {

      @Override
      public String spoken() {
        return encoding;
      }
    }

    /// @param sheet the one that was read
    record Workbook(String sheet) implements Source {

      @Override
      public String spoken() {
        return "the sheet `" + sheet + "`";
      }
    }
  }
}
