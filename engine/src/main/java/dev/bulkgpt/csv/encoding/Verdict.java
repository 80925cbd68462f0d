package dev.bulkgpt.csv.encoding;

import java.nio.charset.Charset;
import java.util.Optional;

/// What a window tells about the encoding of its file.
public sealed interface Verdict {

  /// @param watch looks at the rest of the file; empty for UTF-8, whose own rules do
  record Chosen(Charset charset, Optional<Watch> watch) implements Verdict {}

  /// Several encodings may be meant, and they would make different text of it.
  ///
  /// @param readings for a person: the likeliest, a line each, with how it reads the first odd
  ///   words
  record Unsure(String readings) implements Verdict {}

  /// Most of it is in one encoding, and some is in another.
  record Mixed(Watch.Contradiction contradiction) implements Verdict {}
}
