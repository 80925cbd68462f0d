package dev.bulkgpt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /// The page prices the first release of this model dearer than the later ones.
  @Test
  void aReleaseThatCostsMoreThanItsModelHasItsOwnPrice() {
    assertThat(price("openai/gpt-4o-2024-05-13")).isEqualTo(usd("5", "5", "15"));
    assertThat(price("openai/gpt-4o-2024-08-06")).isEqualTo(usd("2.5", "1.25", "10"));
  }

  @ParameterizedTest(name = "{2} with {1} over {0} costs {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the first file                | the own file over it           | model              | output
          p/m: {input: 1, output: 1}      | {}                             | p/m                | 1
          p/m: {input: 1, output: 1}      | p/m: {input: 1, output: 2}     | p/m                | 2
          p/m-*: {input: 1, output: 1}    | {}                             | p/m-large          | 1
          p/m-*: {input: 1, output: 1}    | {}                             | p/m                | none
          p/m-*: {input: 1, output: 1}    | {}                             | p/m-               | 1
          p/*-m: {input: 1, output: 1}    | {}                             | p/large-m          | 1
          p/*-m: {input: 1, output: 1}    | {}                             | p/large-m-2        | none
          p/a*b*c: {input: 1, output: 1}  | {}                             | p/a-b-b-c          | 1
          p/a*b*c: {input: 1, output: 1}  | {}                             | p/a-c              | none
          p/a*a: {input: 1, output: 1}    | {}                             | p/a                | none
          p/*: {input: 1, output: 1}      | {}                             | p/with/a/slash     | 1
          p/*: {input: 1, output: 1}      | {}                             | other/m            | none
          {p/m: {input: 1, output: 1}, p/*: free} | {}                     | p/m                | 1
          {p/m: {input: 1, output: 1}, p/m*: free} | {}                    | p/m                | 1
          {p/m-a*: {input: 1, output: 1}, p/*: free} | {}                  | p/m-a1             | 1
          {p/*: free, p/m-a*: {input: 1, output: 1}} | {}                  | p/m-b1             | 0
          {p/m*-chat: {input: 1, output: 1}, p/m*: free} | {}              | p/m1-chat          | 1
          p/m: {input: 1, output: 1}      | {}                             | p/m-2025-08-07     | 1
          p/m: {input: 1, output: 1}      | {}                             | p/m-20250807       | 1
          p/m: {input: 1, output: 1}      | {}                             | p/m-pro            | none
          p/m: {input: 1, output: 1}      | {}                             | p/m-pro-2025-08-07 | none
          p/m: {input: 1, output: 1}      | {}                             | p/m-latest         | none
          p/m: {input: 1, output: 1}      | {}                             | p/m.1              | none
          p/m: {input: 1, output: 1}      | {}                             | p/m-202508         | none
          p/m: {input: 1, output: 1}      | {}                             | p/m-1999-08-07     | none
          {p/m: {input: 1, output: 1}, p/*: free} | {}                     | p/m-2025-08-07     | 1
          {p/m: {input: 1, output: 1}, p/m*: free} | {}                    | p/m-2025-08-07     | 1
          {p/m: free, p/m-2025*: {input: 1, output: 1}} | {}               | p/m-2025-08-07     | 1
          {p/m: free, p/m-2025-08-07: {input: 1, output: 1}} | {}          | p/m-2025-08-07     | 1
          p/m: {input: 1, output: 1}      | p/*: free                      | p/m                | 0
          p/m-2025-08-07: {input: 1, output: 1} | p/m: {input: 1, output: 2} | p/m-2025-08-07   | 2
          p/m: {input: 1, output: 1}      | p/n*: free                     | p/m                | 1
          {}                              | openai/*: free                 | openai/gpt-5       | 0
          {}                              | openai/gpt-5*: free            | openai/gpt-5-pro   | 0
          {}                              | openai/gpt-5*: free            | openai/o3          | 8
          """)
  void theOperatorsFileWinsAndThenTheEntryThatSpellsOutMost(
      String first, String own, String model, String output) {
    Optional<Price> found = Prices.builtIn().with(first).with(own).of(id(model));

    assertThat(found.map(price -> BigDecimal.valueOf(price.output(), 9).stripTrailingZeros()))
        .isEqualTo(
            output.equals("none")
                ? Optional.empty()
                : Optional.of(new BigDecimal(output).stripTrailingZeros()));
  }

  /// Siblings that cost more, or whose price has no single number: a wrong price is worse than
  /// none.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/gpt-5-pro",
        "openai/gpt-5-pro-2025-10-06",
        "openai/gpt-5.4",
        "openai/gpt-5.4-pro",
        "openai/gpt-5-chat-latest",
        "openai/gpt-4o-audio-preview",
        "openai/gpt-4o-mini-realtime-preview-2024-12-17",
        "openai/o3-pro",
        "openai/o3-deep-research-2025-06-26",
        "openai/o4-mini-deep-research",
        "anthropic/claude-haiku-5-5",
        "gemini/gemini-2.5-pro",
        "gemini/gemini-2.5-flash-image",
        "deepseek/deepseek-chat",
        "mistral/mistral-medium-latest",
        "openrouter/openai/gpt-5"
      })
  void aCapRefusesASiblingWithoutAPriceByName(String model) {
    assertThat(Prices.builtIn().whyNoCap(List.of(id("openai/gpt-5"), id(model))).orElseThrow())
        .contains("that of " + model + " is not known", "prices.yaml in the data directory");
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

  @Test
  void everyBuiltInPriceHasItsDateAndItsSource() {
    assertThat(PriceFile.read(Prices.builtInText()))
        .hasSizeGreaterThan(30)
        .allSatisfy(entry -> {
          Prices.Listing listing = entry.listing();
          assertThat(listing.asOf().orElseThrow())
              .isBetween(LocalDate.of(2025, 1, 1), LocalDate.of(2026, 12, 1));
          assertThat(listing.source().orElseThrow())
              .matches("https://[a-z.]+/\\S+|.+: nobody bills it");
          if (!listing.price().equals(Price.FREE)) {
            assertThat(listing.source().orElseThrow()).startsWith("https://");
          }
        });
  }

  @Test
  void anEntrysOwnDateAndSourceWinOverItsGroups() {
    Prices prices =
        Prices.builtIn()
            .with(
                """
                p:
                  as_of: 2026-01-02
                  source: https://p.example/prices
                  models:
                    a: {input: 1, output: 1}
                    "b*": {input: 1, output: 1, as_of: 2026-03-04, source: a letter}
                    c: free
                q/short: {input: 1, output: 1}
                """);

    assertThat(origin(prices, "p/a")).isEqualTo("2026-01-02 https://p.example/prices");
    assertThat(origin(prices, "p/b1")).isEqualTo("2026-03-04 a letter");
    assertThat(origin(prices, "p/c")).isEqualTo("2026-01-02 https://p.example/prices");
    assertThat(origin(prices, "q/short")).isEqualTo("- -");
    assertThat(prices.listing(id("p/nobody-knows"))).isEmpty();
  }

  private static String origin(Prices prices, String model) {
    Prices.Listing listing = prices.listing(id(model)).orElseThrow();
    return listing.asOf().map(LocalDate::toString).orElse("-") + " " + listing.source().orElse("-");
  }

  @Test
  void aProvidersPricesAreKnownForAllSomeOrNoneOfItsModels() {
    Prices prices = Prices.builtIn().with("openai/*: free\nmine/a*: free\n");

    assertThat(Prices.builtIn().coverage("openai")).isEqualTo(Prices.Coverage.SOME);
    assertThat(prices.coverage("openai")).isEqualTo(Prices.Coverage.ALL);
    assertThat(prices.coverage("anthropic")).isEqualTo(Prices.Coverage.SOME);
    assertThat(prices.coverage("ollama")).isEqualTo(Prices.Coverage.ALL);
    assertThat(prices.coverage("mine")).isEqualTo(Prices.Coverage.SOME);
    assertThat(prices.coverage("deepseek")).isEqualTo(Prices.Coverage.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing yet\n", "{}"})
  void anEmptyFileChangesNothing(String yaml) {
    assertThat(Prices.builtIn().with(yaml).of(id("openai/gpt-5"))).contains(price("openai/gpt-5"));
  }

  /// Each refusal names the entry and what is wrong with it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m/x: {input: 1, output: 1, until: 2} | m/x has `input`, `cached_input`, `output`, `as_of` and `source`, not `until`
          m/x: {input: 1, output: 1, as_of: yesterday} | m/x is the day its source showed it, as in 2026-10-24, not yesterday
          m/x: {input: 1, output: 1, as_of: 2026-02-30} | not 2026-02-30
          m/x: {input: 1, output: 1, source: 5} | `source` of the price of m/x
          m: {models: {x: {input: 1, output: 1}}, since: 1} | The prices of m have `as_of`, `source` and `models`, not `since`
          m: {as_of: 2026-01-02} | `m` is no model
          gpt-5: {input: 1, output: 1} | `gpt-5` is no model, which is written provider/model
          {"*/x": free} | `*/x` is not a model
          m/: free | `m/` is not a model
          {m/x: free, m: {models: {x: free}}} | The price of m/x stands twice
          m: {models: {x: cheap}} | The price of m/x must be `free`
          """)
  void aRefusalSaysWhereAndWhat(String yaml, String sentence) {
    assertThatExceptionOfType(Prices.InvalidPricesException.class)
        .isThrownBy(() -> Prices.builtIn().with(yaml))
        .withMessageContaining(sentence);
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

  private static Price usd(String input, String cachedInput, String output) {
    return new Price(
        Money.ofUsd(new BigDecimal(input)).nanoUsd(),
        Money.ofUsd(new BigDecimal(cachedInput)).nanoUsd(),
        Money.ofUsd(new BigDecimal(output)).nanoUsd());
  }

  private static ModelId id(String model) {
    return ModelId.parse(model).orElseThrow();
  }
}
