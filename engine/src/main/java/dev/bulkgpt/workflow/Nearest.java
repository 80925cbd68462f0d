package dev.bulkgpt.workflow;

import dev.bulkgpt.words.Spelling;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the name a person most likely meant.
public final class Nearest {

  private static final int MAX_NAME_LENGTH = 100;

  private Nearest() {}

  /// The valid name that takes the fewest single-letter edits, swaps of neighbours included; case
  /// counts less than any edit, what cannot be seen nothing. Empty only when nothing is valid.
  public static Optional<String> to(String name, Collection<String> valid) {
    return valid.stream().min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /// A sentence's end: ` The nearest valid one is "x".`, or nothing when nothing is valid.
  static String hint(String name, Collection<String> valid) {
    return to(name, valid)
        .map(it -> " The nearest valid one is \"" + Spelling.shown(it) + "\".")
        .orElse("");
  }

  /// True when one is a slip of the other: one letter in three at most is another.
  public static boolean isClose(String name, String other) {
    return distance(name, other) <= 2 * Math.max(1, Math.min(name.length(), other.length()) / 3);
  }

  private static int distance(String left, String right) {
    String a = clip(Spelling.plain(left));
    String b = clip(Spelling.plain(right));
    int edits = edits(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
    return 2 * edits + (a.equals(b) || edits > 0 ? 0 : 1);
  }

  private static String clip(String name) {
    return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH);
  }

  /// Optimal string alignment: Levenshtein with swaps of neighbours.
  private static int edits(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best =
        Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
