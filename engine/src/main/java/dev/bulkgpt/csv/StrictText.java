package dev.bulkgpt.csv;

import dev.bulkgpt.csv.encoding.EncodingDetector;
import dev.bulkgpt.csv.encoding.Verdict;
import dev.bulkgpt.csv.encoding.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Bytes as text, or a refusal with its line: never a replacement character, never a NUL, never a
/// guess that is not sure.
///
/// Without a byte order mark or a given encoding, the choice is put off to the first byte beyond
/// ASCII, however far into the file it stands; a legacy encoding is held against the rest of the
/// file too. Memory: one buffer.
final class StrictText extends Reader {

  private final Bytes in;
  private final CharsetDecoder ascii = StandardCharsets.US_ASCII.newDecoder();
  private final CharsetDecoder windows1252 = strict(Charset.forName("windows-1252"));
  private final boolean lenient;
  private final TextLines lines = new TextLines();
  private @Nullable CharsetDecoder decoder;
  private @Nullable Watch watch;
  private boolean marked;
  private boolean guessed;
  private boolean broken;
  private long mended;
  private long firstMended;

  /// @throws InputRefusedException when the first bytes are those of another kind of file
  StrictText(InputStream stream, Optional<InputEncoding> encoding) throws IOException {
    in = new Bytes(stream);
    lenient = encoding.map(InputEncoding::lenient).orElse(false);
    FileSignature.check(in.array(), in.limit());
    Optional<Charset> told = in.skipByteOrderMark();
    marked = told.isPresent();
    Optional<Charset> shape = encoding.isPresent() ? Optional.empty() : in.utf16Shape();
    if (told.isPresent()) {
      decoder = strict(told.get());
    } else if (encoding.isPresent()) {
      decoder = strict(encoding.get().charset());
    } else if (shape.isPresent()) {
      guessed = true;
      decoder = strict(shape.get());
    }
  }

  /// What the bytes read so far were read as.
  Charset encoding() {
    return decoder == null ? StandardCharsets.UTF_8 : decoder.charset();
  }

  /// It began with a byte order mark.
  boolean isMarked() {
    return marked;
  }

  /// What should be told about the encoding.
  List<String> notes() {
    if (mended > 0) {
      return List.of(
          "%,d %s not UTF-8 and read as Windows-1252, the first in line %d"
              .formatted(mended, mended == 1 ? "byte was" : "bytes were", firstMended));
    }
    return guessed
        ? List.of(
            "read as %s, told from %s; --encoding names another"
                .formatted(encoding().name(), watch == null ? "its bytes" : "its letters"))
        : List.of();
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    CharBuffer chars = CharBuffer.wrap(target, offset, length).slice();
    while (chars.position() == 0) {
      if (broken) {
        throw notInEncoding();
      }
      if (!in.hasRemaining() && !in.ended()) {
        fill();
      }
      if (decoder == null ? !copyAscii(chars) : !decode(chars, decoder)) {
        return -1;
      }
    }
    lines.check(target, offset, chars.position(), decoder == null);
    return chars.position();
  }

  /// @return false at the end of the file
  private boolean copyAscii(CharBuffer chars) throws IOException {
    if (!in.hasRemaining()) {
      return false;
    }
    // It stops before a byte beyond ASCII.
    ascii.decode(in.buffer(), chars, false);
    if (chars.position() == 0 && in.hasRemaining()) {
      choose();
    }
    return true;
  }

  private void choose() throws IOException {
    in.fillUp();
    byte[] window = in.array();
    int length = in.limit() - in.keptFrom();
    switch (EncodingDetector.detect(window, in.keptFrom(), length, in.ended())) {
      case Verdict.Chosen(Charset charset, Optional<Watch> watching) -> {
        decoder = strict(charset);
        watch = watching.orElse(null);
        guessed = watching.isPresent();
      }
      case Verdict.Unsure(String readings) -> {
        in.refuseNul(lines.line());
        throw new InputRefusedException(
            RowPlace.LINE,
            lines.line(),
            "The file is not in UTF-8, and its encoding cannot be told for sure. It could be:%s\nName the right one with --encoding, or save the file as UTF-8."
                .formatted(readings));
      }
      case Verdict.Mixed(Watch.Contradiction mixed) -> throw contradicted(mixed);
    }
  }

  private InputRefusedException contradicted(Watch.Contradiction mixed) {
    return new InputRefusedException(
        RowPlace.LINE,
        in.lineAt(mixed.at(), lines.line()),
        "This does not read like the encoding of the rest of the file, or the file's encoding cannot be told for sure. Here it could be:%s\nName the right one for the whole file with --encoding, or save it as UTF-8."
            .formatted(mixed.readings()));
  }

  /// @return false at the end of the file
  private boolean decode(CharBuffer chars, CharsetDecoder decoder) throws IOException {
    CoderResult result = decoder.decode(in.buffer(), chars, in.ended());
    // What is left is looked at when the line of what came before has been counted.
    if (chars.position() > 0) {
      return true;
    }
    if (result.isError()) {
      broken = !lenient || !mend(chars);
    } else if (result.isUnderflow()) {
      if (in.ended()) {
        return false;
      }
      fill();
    }
    return true;
  }

  private boolean mend(CharBuffer chars) {
    ByteBuffer one = in.buffer().slice(in.buffer().position(), 1);
    if (windows1252.reset().decode(one, chars, true).isError()) {
      return false;
    }
    in.buffer().get();
    firstMended = mended == 0 ? lines.line() : firstMended;
    mended++;
    return true;
  }

  private void fill() throws IOException {
    if (watch == null) {
      in.fill();
      return;
    }
    in.fillUp();
    int from = in.buffer().position();
    Optional<Watch.Contradiction> contradiction =
        watch.look(in.array(), from, in.limit() - from, in.ended());
    if (contradiction.isPresent()) {
      throw contradicted(contradiction.get());
    }
  }

  private InputRefusedException notInEncoding() {
    String lenientToo =
        encoding().equals(StandardCharsets.UTF_8) && !lenient
            ? ", or read such bytes as Windows-1252 with --encoding utf-8-lenient"
            : "";
    return new InputRefusedException(
        RowPlace.LINE,
        lines.line(),
        "A byte here is not valid in %s, which the file %s. Name its encoding with --encoding%s, or save it as UTF-8."
            .formatted(
                lenient ? "UTF-8 nor in Windows-1252" : encoding().name(),
                guessed ? "seems to be in" : "is read as",
                lenientToo));
  }

  /// A decoder that never replaces: what it cannot read is an error.
  private static CharsetDecoder strict(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
