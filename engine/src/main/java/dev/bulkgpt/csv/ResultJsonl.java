package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes a result as JSON Lines: one object a row, every value a string, nothing guarded, for no
/// spreadsheet reads it.
public final class ResultJsonl implements ResultRows {

  private final JsonGenerator json;
  private final List<String> columns;
  private final boolean fullMeta;

  /// Closing flushes `out` and leaves it open.
  public ResultJsonl(OutputStream out, List<String> input, List<String> added, boolean fullMeta) {
    this.fullMeta = fullMeta;
    columns = ResultColumns.of(input, added, fullMeta);
    json =
        JsonMapper.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build()
            .writer()
            .withRootValueSeparator("\n")
            .createGenerator(out);
  }

  @Override
  public void write(String[] input, List<String> added, RowMeta meta) throws IOException {
    json.writeStartObject();
    int at = 0;
    for (String value : input) {
      json.writeStringProperty(columns.get(at++), value);
    }
    for (String value : added) {
      json.writeStringProperty(columns.get(at++), value);
    }
    for (String value : ResultColumns.meta(meta, fullMeta)) {
      json.writeStringProperty(columns.get(at++), value);
    }
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    json.writeRaw('\n');
    json.close();
  }
}
