package dev.bulkgpt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {

  @Test
  void aCallCostsItsFreshCachedAndOutputTokens() {
    Price price = price("openai/gpt-5-mini");

    assertThat(price.of(new Usage(1_000_000, 0, 0))).isEqualTo(250_000_000);
    assertThat(price.of(new Usage(1_000_000, 1_000_000, 0))).isEqualTo(25_000_000);
    assertThat(price.of(new Usage(0, 0, 1_000_000))).isEqualTo(2_000_000_000);
    assertThat(price.of(new Usage(1, 0, 0))).isEqualTo(250);
  }

  @Test
  void aDatedReleaseCostsWhatItsModelCosts() {
    assertThat(price("openai/gpt-5-mini-2025-08-07")).isEqualTo(price("openai/gpt-5-mini"));
    assertThat(price("anthropic/claude-haiku-4-5-20251001"))
        .isEqualTo(price("anthropic/claude-haiku-4-5"));
  }

  @Test
  void modelsOnOwnMachinesAreFree() {
    assertThat(price("ollama/llama3.2").of(new Usage(1000, 0, 1000))).isZero();
  }

  @Test
  void whatNobodyKnowsHasNoPrice() {
    assertThat(Prices.builtIn().of(id("openai/gpt-99"))).isEmpty();
    assertThat(Prices.builtIn().of(id("nobody/at-all"))).isEmpty();
  }

  @Test
  void aCapNeedsEveryPrice() {
    Prices prices = Prices.builtIn();
    assertThat(prices.whyNoCap(List.of(id("openai/gpt-5-mini"), id("ollama/any")))).isEmpty();
    assertThat(prices.whyNoCap(List.of(id("z/new"), id("openai/gpt-5"), id("a/new"))).orElseThrow())
        .contains("a/new, z/new", "prices.yaml");
  }

  @Test
  void cachedTokensAreCheaper() {
    for (String model :
        List.of("openai/gpt-4o", "anthropic/claude-haiku-4-5", "gemini/gemini-2.5-flash")) {
      assertThat(price(model).cachedInput()).isPositive().isLessThan(price(model).input());
    }
  }

  @Test
  void anOperatorsPricesAddAndOverrule() {
    Prices prices =
        Prices.builtIn().with("openai/gpt-5-mini: {input: 1, output: 0.000000001}\nmine/*: free\n");

    assertThat(prices.of(id("openai/gpt-5-mini")))
        .contains(new Price(1_000_000_000, 1_000_000_000, 1));
    assertThat(prices.of(id("mine/any"))).contains(Price.FREE);
    assertThat(prices.of(id("openai/gpt-5-nano"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- a list",
        "m/x: cheap",
        "m/x: {input: 1}",
        "m/x: {input: -1, output: 1}",
        "m/x: {input: one, output: 1}",
        "m/x: {input: 1, output: 99999}",
        "m/x: {input: 1, output: 1, ouput: 2}",
        "m/x: {input: .nan, output: 1}",
        "m/x: [",
        "!!java.lang.ProcessBuilder [a]"
      })
  void aFileOfAnotherFormIsRefused(String yaml) {
    assertThatExceptionOfType(Prices.InvalidPricesException.class)
        .isThrownBy(() -> Prices.builtIn().with(yaml));
  }

  private static Price price(String model) {
    return Prices.builtIn().of(id(model)).orElseThrow();
  }

  private static ModelId id(String model) {
    return ModelId.parse(model).orElseThrow();
  }
}
