package dev.bulkgpt.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {

  @Test
  void ordinaryTextStaysAsItIs() {
    assertThat(CleanText.of("Où est ma carte ? 👍")).isEqualTo("Où est ma carte ? 👍");
  }

  @Test
  void halfAPairAndControlCharactersBecomeSpaces() {
    assertThat(CleanText.of("a\ud83db\ude00c\0d\ne")).isEqualTo("a b c d e");
  }

  @Test
  void aLongTextIsCutButNotInsideAPair() {
    assertThat(CleanText.of("x".repeat(CleanText.MAX_CHARS + 5))).hasSize(CleanText.MAX_CHARS);
    assertThat(CleanText.of("x".repeat(CleanText.MAX_CHARS - 1) + "👍👍")).endsWith("x👍");
  }
}
