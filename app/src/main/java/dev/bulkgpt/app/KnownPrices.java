package dev.bulkgpt.app;

import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Prices;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether the prices of a provider's models are known. [Prices] answers for one model; which
/// providers have any stands in the files themselves.
final class KnownPrices {

  /// How many of a provider's models have a price.
  enum Extent {
    ALL,
    SOME,
    NONE
  }

  /// Where a price begins: `openai/gpt-5:`, at a line's start.
  private static final Pattern PRICE = Pattern.compile("(?m)^[\"']?([^\\s#/\"']+)/");

  /// No model has this name: it has a price only where every model has.
  private static final String ANY = "any-model-at-all";

  private final Prices prices;
  private final Set<String> priced = new HashSet<>();

  /// @param own the operator's own prices; may be missing
  KnownPrices(Prices prices, Path own) {
    this.prices = prices;
    try (InputStream builtIn = Prices.class.getResourceAsStream("prices.yaml")) {
      collect(
          new String(
              Objects.requireNonNull(builtIn, "prices.yaml").readAllBytes(),
              StandardCharsets.UTF_8));
      if (Files.exists(own)) {
        collect(Files.readString(own));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collect(String yaml) {
    PRICE.matcher(yaml).results().forEach(found -> priced.add(found.group(1)));
  }

  Extent of(String provider) {
    if (prices.of(new ModelId(provider, ANY)).isPresent()) {
      return Extent.ALL;
    }
    return priced.contains(provider) ? Extent.SOME : Extent.NONE;
  }
}
