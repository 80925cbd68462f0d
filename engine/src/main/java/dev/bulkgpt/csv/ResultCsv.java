package dev.bulkgpt.csv;

import java.io.*;
import java.util.*;

public final class ResultCsv implements AutoCloseable {
  public ResultCsv(OutputStream out, List<String> h, List<String> a, ResultOptions o) {}

  public void write(String[] in, List<String> added, RowMeta m) throws IOException {}

  public void close() throws IOException {}
}
