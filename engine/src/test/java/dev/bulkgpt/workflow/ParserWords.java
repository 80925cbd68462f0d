package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;

/// Words of parsers and libraries, which no person should have to read.
final class ParserWords {

  private static final String[] WORDS = {
    "mapping values",
    "scalar",
    "token recognition",
    "<input>",
    "mismatched input",
    "exception",
    "no viable",
    "extraneous",
    "block end",
    "simple key",
    "stream",
    "<eof>",
    "expecting",
    "evaluation error",
    "overload",
    "undeclared",
    "not a long",
    "for input string",
    "java.",
    "dev.cel",
    "node content",
    "document start",
    "flow mapping",
    "flow sequence",
    "anchor",
    "directive",
    "chomping",
    "indicator",
    "regexp",
    "out of bounds",
    "@not_strictly",
    "mustache",
    "num_int",
    "identifier",
    "container",
    "no validator",
    "enumeration",
    "must be valid to"
  };

  private ParserWords() {}

  static void assertNoneIn(String sentence) {
    String lower = sentence.toLowerCase(Locale.ROOT);
    assertThat(Stream.of(WORDS).filter(lower::contains)).as(sentence).isEmpty();
  }
}
