package dev.bulkgpt.csv.encoding;

import dev.bulkgpt.csv.encoding.Pieces.Piece;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells the encoding of text without a byte order mark, or that it cannot be told.
///
/// UTF-8 is told by its own rules. Of the others, each [Candidate] reads the pieces that have bytes
/// beyond ASCII, and the one whose text somebody is likeliest to have written is chosen, if by
/// [#SURE] over every other that reads differently.
public final class EncodingDetector {

  /// Nats by which a reading must be likelier than another: about 1,100 to 1.
  static final double SURE = 7;

  /// A candidate so far behind is not followed to the end.
  static final double HOPELESS = 150;

  /// Nats a byte beyond which no reading looks like text.
  private static final double NO_TEXT = 7;

  /// Nats to the best candidate within which another may still be right.
  private static final double LIKELY = 25;

  private static final int PIECES = 600;
  private static final int WORDS = 300;

  private EncodingDetector() {}

  /// @param from where the window begins: a while before the first byte beyond ASCII
  /// @param complete the window ends where the file ends; else it may end inside a character
  public static Verdict detect(byte[] window, int from, int length, boolean complete) {
    if (isUtf8(window, from, length, complete)) {
      return new Verdict.Chosen(StandardCharsets.UTF_8, Optional.empty());
    }
    List<String> words = new ArrayList<>(Pieces.words(window, from, length, WORDS));
    Set<String> known = new HashSet<>();
    List<Piece> pieces = Pieces.in(window, from, length, complete, PIECES, known);
    List<Candidate> candidates = candidates(pieces);
    List<Readings> first = Readings.of(candidates, pieces, new Plausibility(words), HOPELESS);
    words.addAll(undisputed(first, pieces.size()));
    Plausibility plausibility = new Plausibility(words);
    List<Readings> all = Readings.of(candidates, pieces, plausibility, HOPELESS);
    Readings best = all.getFirst();
    if (best.candidate().equals(Candidate.UTF_8)) {
      return new Verdict.Chosen(StandardCharsets.UTF_8, Optional.empty());
    }
    double bytes = pieces.stream().mapToInt(Piece::length).sum();
    boolean sure =
        best.isReadable()
            && best.total() < NO_TEXT * bytes
            && all.stream().skip(1).allMatch(it -> best.margin(it) >= SURE);
    Watch watch = new Watch(all, plausibility, known);
    Optional<Watch.Contradiction> mixed =
        watch.utf8(pieces, best).or(() -> sure ? watch.odd(pieces, best) : Optional.empty());
    if (mixed.isPresent()) {
      return new Verdict.Mixed(mixed.get());
    }
    return sure
        ? new Verdict.Chosen(best.candidate().charset(), Optional.of(watch))
        : new Verdict.Unsure(Told.readings(all, 0, pieces.size()));
  }

  /// Words that all likely candidates read alike: they tell the file's languages too.
  private static List<String> undisputed(List<Readings> all, int pieces) {
    List<Readings> likely =
        all.stream().filter(it -> it.total() < all.getFirst().total() + LIKELY).toList();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      int piece = i;
      String text = all.getFirst().text(i);
      if (likely.stream().allMatch(it -> it.text(piece).equals(text))) {
        words.addAll(Plausibility.words(text));
      }
    }
    return words;
  }

  /// UTF-8 with few bytes that are not is a candidate where some characters are UTF-8 indeed.
  private static List<Candidate> candidates(List<Piece> pieces) {
    List<Candidate> candidates = new ArrayList<>(Candidate.all());
    Readings utf8 = new Readings(Candidate.UTF_8);
    if (pieces.stream()
        .anyMatch(it -> utf8.read(it).chars().anyMatch(c -> c >= 0x80 && c != 0xfffd))) {
      candidates.add(Candidate.UTF_8);
    }
    return candidates;
  }

  private static boolean isUtf8(byte[] window, int offset, int length, boolean complete) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(length + 1);
    return !decoder.decode(ByteBuffer.wrap(window, offset, length), text, complete).isError();
  }
}
