package dev.bulkgpt.run;

import dev.bulkgpt.task.Fingerprint;
import java.util.Optional;
import java.util.function.LongFunction;

/// Which row of a task had a question answered: 8 bytes a question in an open-addressing table, so
/// that a million rows can be remembered. It keeps 32 bits of a fingerprint; whoever looks checks
/// what it finds. Safe for use by many threads.
final class AskedRows {

  /// Questions remembered of one task (16 MB); later ones are asked even if they are equal.
  static final int MOST = 1_600_000;

  private static final int FIRST_SLOTS = 1 << 10;
  private static final long ROW_BITS = 0xffff_ffffL;

  private final int expected;
  private long[] slots = new long[FIRST_SLOTS];
  private int size;

  /// @param expected how many there will likely be: the table that is outgrown first is replaced by
  ///   one for them all, and no others are left to the collector
  AskedRows(long expected) {
    this.expected = (int) Math.min(expected, MOST);
  }

  /// Remembers a row for a question; rows beyond 2^32 are not.
  synchronized void add(Fingerprint question, long row) {
    if (size >= MOST || row > ROW_BITS) {
      return;
    }
    if (size >= slots.length / 5 * 4) {
      grow();
    }
    put(slots, entry(question, row), home(question, slots.length));
    size++;
  }

  /// The first row found whose check gives something.
  <T> Optional<T> find(Fingerprint question, LongFunction<Optional<T>> check) {
    for (long row : rows(question)) {
      Optional<T> found = check.apply(row);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// Nearly always none or one.
  private synchronized long[] rows(Fingerprint question) {
    long[] rows = {};
    long wanted = entry(question, 0);
    for (int at = home(question, slots.length); slots[at] != 0; at = next(at, slots.length)) {
      if ((slots[at] & ~ROW_BITS) == wanted) {
        rows = java.util.Arrays.copyOf(rows, rows.length + 1);
        rows[rows.length - 1] = slots[at] & ROW_BITS;
      }
    }
    return rows;
  }

  private void grow() {
    long[] larger = new long[Math.max(slots.length * 2, slotsFor(expected))];
    for (long entry : slots) {
      if (entry != 0) {
        put(larger, entry, home(entry, larger.length));
      }
    }
    slots = larger;
  }

  /// The next power of two at which they fill four fifths at most.
  private static int slotsFor(int questions) {
    return Integer.highestOneBit(Math.max(1, questions / 4 * 5)) * 2;
  }

  private static void put(long[] slots, long entry, int home) {
    int at = home;
    while (slots[at] != 0) {
      at = next(at, slots.length);
    }
    slots[at] = entry;
  }

  private static long entry(Fingerprint question, long row) {
    return (question.high() & ~ROW_BITS) | row;
  }

  private static int home(Fingerprint question, int slots) {
    return home(question.high(), slots);
  }

  /// Of the kept bits alone, so that a table can be made again from its entries.
  private static int home(long entry, int slots) {
    return (int) (entry >>> 32) & (slots - 1);
  }

  private static int next(int at, int slots) {
    return (at + 1) & (slots - 1);
  }
}
