package dev.bulkgpt.csv;

import java.io.InputStream;
import java.util.*;

public final class RowReader {
  public static List<InputRow> read(InputStream in, long first, int columns) {
    return List.of();
  }

  public static Iterator<InputRow> rows(InputStream in, int columns) {
    return List.<InputRow>of().iterator();
  }
}
