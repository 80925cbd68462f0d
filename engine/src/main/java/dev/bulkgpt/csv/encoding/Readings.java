package dev.bulkgpt.csv.encoding;

import dev.bulkgpt.csv.encoding.Pieces.Piece;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How one candidate reads pieces, and what that costs.
final class Readings {

  /// What stands for bytes that are no character.
  static final String MISFIT = "\ufffd";

  /// Of bytes that are no character in the encoding.
  private static final float MISFIT_COST = 12;

  private final Candidate candidate;
  private final CharsetDecoder decoder;
  private final List<String> texts = new ArrayList<>();
  private final List<Float> costs = new ArrayList<>();
  private double total;
  private boolean readable = true;

  Readings(Candidate candidate) {
    this.candidate = candidate;
    this.decoder =
        candidate
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    this.total = candidate.cost();
  }

  /// @param known costs of texts of this piece, for candidates often read it alike
  void add(Piece piece, Plausibility plausibility, Map<String, Float> known) {
    String text = read(piece);
    float cost =
        known.computeIfAbsent(text, any -> plausibility.cost(text, piece.before(), piece.after()));
    long misfits = text.chars().filter(c -> c == MISFIT.charAt(0)).count();
    cost += MISFIT_COST * misfits;
    readable &= misfits == 0 && text.chars().noneMatch(Readings::isNoText);
    texts.add(text);
    costs.add(cost);
    total += cost;
  }

  String read(Piece piece) {
    CharBuffer text = CharBuffer.allocate(piece.length() + 1);
    decoder.reset();
    decoder.decode(piece.bytes().duplicate(), text, !piece.cut());
    return text.flip().toString();
  }

  private static boolean isNoText(int c) {
    return (Character.getType(c) == Character.CONTROL && c >= 0x80)
        || Character.getType(c) == Character.PRIVATE_USE;
  }

  Candidate candidate() {
    return candidate;
  }

  double total() {
    return total;
  }

  /// No piece has bytes that are no character in it, or a control character.
  boolean isReadable() {
    return readable;
  }

  String text(int piece) {
    return texts.get(piece);
  }

  double cost(int piece) {
    return costs.get(piece);
  }

  /// How much likelier this is than another by the pieces that they read differently alone;
  /// infinitely so when there are none.
  double margin(Readings other) {
    double margin = other.candidate.cost() - candidate.cost();
    boolean differ = false;
    for (int i = 0; i < texts.size(); i++) {
      if (!texts.get(i).equals(other.texts.get(i))) {
        differ = true;
        margin += other.costs.get(i) - costs.get(i);
      }
    }
    return differ ? margin : Double.POSITIVE_INFINITY;
  }

  /// Each candidate's, the likeliest first.
  ///
  /// @param hopeless how far behind a candidate is no longer followed
  static List<Readings> of(
      List<Candidate> candidates, List<Piece> pieces, Plausibility plausibility, double hopeless) {
    List<Readings> all = new ArrayList<>(candidates.stream().map(Readings::new).toList());
    for (Piece piece : pieces) {
      Map<String, Float> known = new HashMap<>();
      all.forEach(it -> it.add(piece, plausibility, known));
      double best = all.stream().mapToDouble(Readings::total).min().orElse(0);
      all.removeIf(it -> it.total() > best + hopeless);
    }
    all.sort(Comparator.comparingDouble(Readings::total));
    return all;
  }
}
