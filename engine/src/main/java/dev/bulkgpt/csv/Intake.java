package dev.bulkgpt.csv;

import java.util.List;

/// What was taken in.
///
/// @param header the columns' names: none blank, no two alike
/// @param encoding the IANA name of what the bytes were read as
/// @param notes one sentence each about what was guessed, renamed, dropped or padded
public record Intake(
    List<String> header,
    long rows,
    List<ChunkSpan> chunks,
    String encoding,
    char separator,
    List<String> notes) {
  public Intake {
    header = List.copyOf(header);
    chunks = List.copyOf(chunks);
    notes = List.copyOf(notes);
  }
}
