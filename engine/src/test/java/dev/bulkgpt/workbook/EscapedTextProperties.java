package dev.bulkgpt.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EscapedTextProperties {

  @Property(tries = 20_000)
  void everyTextReadsBackAsItself(@ForAll("texts") String text) {
    assertThat(WrittenBook.unescape(EscapedText.escape(text))).isEqualTo(text);
  }

  @Property(tries = 5_000)
  void whatIsWrittenIsXmlAndKeepsItsLineBreaks(@ForAll("texts") String text) {
    assertThat(EscapedText.escape(text).codePoints())
        .allMatch(c ->
            c == '\t'
                || c == '\n'
                || (c >= ' ' && c < 0xd800)
                || (c >= 0xe000 && c <= 0xfffd)
                || c > 0xffff);
  }

  @Property
  void ordinaryTextIsWrittenAsItIs(@ForAll("words") String text) {
    assertThat(EscapedText.escape(text)).isEqualTo(text);
  }

  /// Mostly of what escapes are made of.
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "_", "_x", "x", "0", "00", "000", "D", "d", "5F", "_x000D_", "_x005F_", "a", " ", "\r",
            "\n", "\t", "\u0000", "\u0001", "\ud83d", "\ude00", "😀", "\ufffe", "\uffff", "\ufeff")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of("snake_case", "max_x", "_", "__init__", "a_xyz_b", "é", "\n", "😀")
        .list()
        .ofMaxSize(4)
        .map(parts -> String.join(" ", parts));
  }
}
