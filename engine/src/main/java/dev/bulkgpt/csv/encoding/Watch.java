package dev.bulkgpt.csv.encoding;

import dev.bulkgpt.csv.encoding.Pieces.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks at a file whose encoding was chosen, window by window, for pieces that speak for another:
/// the choice may have been made on a few letters, or files have been put together.
///
/// Not thread-safe.
public final class Watch {

  /// Nats by which another encoding must read the odd pieces better.
  private static final double ANOTHER = 9;

  /// Nats a byte from which on a piece reads oddly.
  private static final double ODD = 3.4;

  private static final int NEW_PIECES = 400;
  private static final int ODD_PIECES = 40;

  /// Pieces remembered as seen.
  private static final int KNOWN = 50_000;

  /// Nats from which on a candidate is out for good.
  private static final double OUT = 50;

  private final Candidate chosen;
  private final Plausibility plausibility;
  private final Set<String> known;

  /// Of the candidates that are not out: how much likelier the chosen one is; infinitely where both
  /// read all alike.
  private final Map<Candidate, Double> margins = new LinkedHashMap<>();

  /// @param all of the first window, the chosen one's first
  Watch(List<Readings> all, Plausibility plausibility, Set<String> known) {
    this.chosen = all.getFirst().candidate();
    this.plausibility = plausibility;
    this.known = known;
    for (Readings other : all.subList(1, all.size())) {
      keep(other.candidate(), all.getFirst().margin(other));
    }
  }

  private void keep(Candidate candidate, double margin) {
    if (margin < OUT || margin == Double.POSITIVE_INFINITY) {
      margins.put(candidate, margin);
    } else {
      margins.remove(candidate);
    }
  }

  /// @param at where in the window
  /// @param readings as of [Verdict.Unsure]
  public record Contradiction(int at, String readings) {}

  /// The next part of the file.
  ///
  /// @param complete it ends where the file ends; else it may end inside a character
  public Optional<Contradiction> look(byte[] window, int from, int length, boolean complete) {
    if (known.size() > KNOWN) {
      known.clear();
    }
    List<Piece> pieces = Pieces.in(window, from, length, complete, NEW_PIECES, known);
    if (pieces.isEmpty()) {
      return Optional.empty();
    }
    Readings reading = new Readings(chosen);
    pieces.forEach(it -> reading.add(it, plausibility, new HashMap<>()));
    return utf8(pieces, reading).or(() -> odd(pieces, reading)).or(() -> unsure(pieces, reading));
  }

  /// The pieces that are UTF-8 read better so.
  ///
  /// @param reading of the chosen one
  Optional<Contradiction> utf8(List<Piece> pieces, Readings reading) {
    List<Piece> valid = new ArrayList<>();
    Readings ours = new Readings(chosen);
    Readings theirs = new Readings(Candidate.UTF_8);
    for (int i = 0; i < pieces.size(); i++) {
      if (!theirs.read(pieces.get(i)).contains(Readings.MISFIT)) {
        Piece piece = pieces.get(i);
        valid.add(piece);
        theirs.add(piece, plausibility, new HashMap<>());
        ours.add(
            piece, plausibility, new HashMap<>(Map.of(reading.text(i), (float) reading.cost(i))));
      }
    }
    double margin = theirs.margin(ours);
    return margin < ANOTHER || !Double.isFinite(margin)
        ? Optional.empty()
        : Optional.of(contradiction(valid, ours, theirs));
  }

  /// The pieces that read oddly, judged by themselves, are another encoding's.
  ///
  /// @param reading of the chosen one
  Optional<Contradiction> odd(List<Piece> pieces, Readings reading) {
    List<Piece> odd = new ArrayList<>();
    for (int i = 0; i < pieces.size() && odd.size() < ODD_PIECES; i++) {
      if (reading.cost(i) > ODD * pieces.get(i).length()) {
        odd.add(pieces.get(i));
      }
    }
    if (odd.isEmpty()) {
      return Optional.empty();
    }
    Readings ours = Readings.of(List.of(chosen), odd, plausibility, 0).getFirst();
    List<Readings> all = Readings.of(Candidate.all(), odd, plausibility, EncodingDetector.HOPELESS);
    Readings best = all.getFirst();
    double margin = best.margin(ours);
    return best.candidate().equals(chosen) || margin < ANOTHER || !Double.isFinite(margin)
        ? Optional.empty()
        : Optional.of(contradiction(odd, ours, best));
  }

  /// What came speaks, with all before, no longer clearly enough for the chosen one.
  private Optional<Contradiction> unsure(List<Piece> pieces, Readings reading) {
    for (Candidate candidate : List.copyOf(margins.keySet())) {
      Readings other = new Readings(candidate);
      for (int i = 0; i < pieces.size(); i++) {
        Map<String, Float> same = new HashMap<>();
        same.put(reading.text(i), (float) reading.cost(i));
        other.add(pieces.get(i), plausibility, same);
      }
      double more = reading.margin(other);
      if (Double.isFinite(more)) {
        double before = margins.getOrDefault(candidate, 0.0);
        double prior = candidate.cost() - chosen.cost();
        double margin = Double.isFinite(before) ? before + more - prior : more;
        if (margin < EncodingDetector.SURE) {
          return Optional.of(contradiction(pieces, reading, other));
        }
        keep(candidate, margin);
      }
    }
    return Optional.empty();
  }

  private static Contradiction contradiction(List<Piece> pieces, Readings ours, Readings other) {
    int at = 0;
    while (at + 1 < pieces.size()
        && (ours.text(at).equals(other.text(at)) || ours.cost(at) < other.cost(at))) {
      at++;
    }
    return new Contradiction(pieces.get(at).at(), Told.readings(List.of(other, ours), at, at + 1));
  }
}
