package dev.bulkgpt.task;

/// Which rows of the input a task is to run: all, the first `n`, or `n` spread evenly. Rows count
/// from 1.
public sealed interface Selection {

  boolean contains(long row, long inputRows);

  /// How many rows that is.
  long count(long inputRows);

  /// The stored form; [#parse] reads it.
  String text();

  Selection ALL = new All();

  /// Every row.
  record All() implements Selection {
    @Override
    public boolean contains(long row, long inputRows) {
      return true;
    }

    @Override
    public long count(long inputRows) {
      return inputRows;
    }

    @Override
    public String text() {
      return "all";
    }
  }

  /// The first rows.
  record First(long rows) implements Selection {
    public First {
      requirePositive(rows);
    }

    @Override
    public boolean contains(long row, long inputRows) {
      return row <= rows;
    }

    @Override
    public long count(long inputRows) {
      return Math.min(rows, inputRows);
    }

    @Override
    public String text() {
      return "first:" + rows;
    }
  }

  /// Rows at equal distances, the last row included: the same ones for the same input, always.
  record Spread(long rows) implements Selection {
    public Spread {
      requirePositive(rows);
    }

    @Override
    public boolean contains(long row, long inputRows) {
      return rows >= inputRows || row * rows / inputRows != (row - 1) * rows / inputRows;
    }

    @Override
    public long count(long inputRows) {
      return Math.min(rows, inputRows);
    }

    @Override
    public String text() {
      return "spread:" + rows;
    }
  }

  /// @throws IllegalArgumentException when the text is none of ours
  static Selection parse(String text) {
    String[] parts = text.split(":", 2);
    return switch (parts[0]) {
      case "all" -> ALL;
      case "first" -> new First(Long.parseLong(parts[1]));
      case "spread" -> new Spread(Long.parseLong(parts[1]));
      default -> throw new IllegalArgumentException("not a selection: " + text);
    };
  }

  private static void requirePositive(long rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("at least one row must be selected");
    }
  }
}
