package dev.bulkgpt.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Bytes as text, or a refusal with its line: never a replacement character, never a NUL.
///
/// Without a byte order mark or a given encoding, the choice is put off to the first byte beyond
/// ASCII, however far into the file it stands. Memory: one buffer.
final class StrictText extends Reader {

  private static final int BUFFER_BYTES = 256 * 1024;

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private final CharsetDecoder ascii = StandardCharsets.US_ASCII.newDecoder();
  private @Nullable CharsetDecoder decoder;
  private boolean marked;
  private boolean guessed;
  private boolean ended;
  private boolean broken;
  private long line = 1;
  private boolean afterCr;

  /// @throws InputRefusedException when the first bytes are those of another kind of file
  StrictText(InputStream in, Optional<Charset> encoding) throws IOException {
    this.in = in;
    fill(FileSignature.LENGTH);
    FileSignature.check(bytes.array(), bytes.limit());
    Optional<Charset> told = skipByteOrderMark();
    marked = told.isPresent();
    if (told.isPresent()) {
      decoder = EncodingDetector.strict(told.get());
    } else if (encoding.isPresent()) {
      decoder = EncodingDetector.strict(encoding.get());
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

  /// The encoding was chosen by likelihood.
  boolean isGuessed() {
    return guessed;
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
      if (!bytes.hasRemaining() && !ended) {
        fill(1);
      }
      if (decoder == null ? !copyAscii(chars) : !decode(chars, decoder)) {
        return -1;
      }
    }
    check(target, offset, chars.position());
    return chars.position();
  }

  /// @return false at the end of the file
  private boolean copyAscii(CharBuffer chars) throws IOException {
    if (!bytes.hasRemaining()) {
      return false;
    }
    // It stops before a byte beyond ASCII.
    ascii.decode(bytes, chars, false);
    if (bytes.hasRemaining() && bytes.get(bytes.position()) < 0) {
      fill(BUFFER_BYTES);
      Charset charset =
          EncodingDetector.detect(bytes.array(), bytes.position(), bytes.remaining(), ended);
      guessed = !charset.equals(StandardCharsets.UTF_8);
      decoder = EncodingDetector.strict(charset);
    }
    return true;
  }

  /// @return false at the end of the file
  private boolean decode(CharBuffer chars, CharsetDecoder decoder) throws IOException {
    CoderResult result = decoder.decode(bytes, chars, ended);
    if (result.isError()) {
      broken = true;
      return true;
    }
    if (result.isUnderflow()) {
      if (ended) {
        return chars.position() > 0;
      }
      fill(bytes.remaining() + 1);
    }
    return true;
  }

  /// Reads until there are so many bytes, or the file ends.
  private void fill(int wanted) throws IOException {
    bytes.compact();
    while (!ended && bytes.position() < Math.min(wanted, bytes.capacity())) {
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      if (count < 0) {
        ended = true;
      } else {
        bytes.position(bytes.position() + count);
      }
    }
    bytes.flip();
  }

  private Optional<Charset> skipByteOrderMark() {
    Optional<Charset> marked = Optional.empty();
    int length = 0;
    if (starts(0xef, 0xbb, 0xbf)) {
      marked = Optional.of(StandardCharsets.UTF_8);
      length = 3;
    } else if (starts(0xff, 0xfe)) {
      marked = Optional.of(StandardCharsets.UTF_16LE);
      length = 2;
    } else if (starts(0xfe, 0xff)) {
      marked = Optional.of(StandardCharsets.UTF_16BE);
      length = 2;
    }
    bytes.position(bytes.position() + length);
    return marked;
  }

  private boolean starts(int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.limit() || (bytes.get(i) & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /// Counts lines as editors do (CR LF is one break, as are a lone CR and LF) and finds NULs.
  private void check(char[] chars, int offset, int length) throws InputRefusedException {
    for (int i = offset; i < offset + length; i++) {
      char c = chars[i];
      if (c > '\r') {
        afterCr = false;
      } else if (c == '\n') {
        line += afterCr ? 0 : 1;
        afterCr = false;
      } else if (c == '\r') {
        line++;
        afterCr = true;
      } else if (c == 0) {
        throw new InputRefusedException(
            RowPlace.LINE,
            line,
            "There is a NUL character here. Is this really a text file? UTF-16 must begin with a byte order mark, or be named with --encoding.");
      } else {
        afterCr = false;
      }
    }
  }

  private InputRefusedException notInEncoding() {
    return new InputRefusedException(
        RowPlace.LINE,
        line,
        "A byte here is not valid in %s, which the file %s. Name its encoding with --encoding, or save it as UTF-8."
            .formatted(encoding().name(), guessed ? "seems to be in" : "is read as"));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
