package dev.bulkgpt.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BertEncoderTest {

  private static final String CARD = "My card was swallowed by the machine. ";
  private static final String OVEN = "Bake the bread for forty minutes. ";

  private final Sentences encoder = new BertEncoder();

  @Test
  void aTextIsAPointOfLengthOne() {
    for (String text : new String[] {"", "one", CARD.repeat(200)}) {
      float[] point = encoder.embed(text);
      assertThat(point).hasSize(384);
      assertThat(cosine(point, point)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void textsThatMeanTheSameLieNearerThanTextsThatDoNot() {
    float[] card = encoder.embed(CARD);
    assertThat(cosine(card, encoder.embed("The cash dispenser kept my debit card.")))
        .isGreaterThan(cosine(card, encoder.embed(OVEN)) + 0.1);
  }

  @Test
  void wordsPastTheFirstWindowCount() {
    String first = CARD.repeat(60);
    assertThat(encoder.embed(first + OVEN.repeat(40))).isNotEqualTo(encoder.embed(first));
  }

  @Test
  void wordsPastTheSecondWindowDoNot() {
    String commas = ",".repeat(2_000);
    assertThat(encoder.embed(commas + OVEN)).isEqualTo(encoder.embed(commas));
  }

  @Test
  void whiteSpaceIsReadAsTheEmptyText() {
    assertThat(encoder.embed(" \t\n")).isEqualTo(encoder.embed(""));
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }
}
