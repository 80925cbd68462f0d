package dev.bulkgpt.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// What models cost: facts in `prices.yaml`, in US dollars per million tokens, which an operator's
/// own file may add to and overrule. A model that stands in neither has no price, and nobody
/// guesses one.
public final class Prices {

  /// A file of prices that cannot be used; the message says where and why.
  public static final class InvalidPricesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidPricesException(String message) {
      super(message);
    }
  }

  private static final String BUILT_IN = "prices.yaml";
  private static final String FREE = "free";
  private static final BigDecimal MAX_USD = BigDecimal.valueOf(10_000);
  private static final int MAX_FILE_CHARS = 1 << 20;

  /// Providers name a model's dated releases `gpt-5-mini-2025-08-07` or
  /// `claude-haiku-4-5-20251001`; they cost what the model costs.
  private static final Pattern RELEASE_DATE = Pattern.compile("-20\\d\\d-?\\d\\d-?\\d\\d$");

  private final Map<String, Price> prices;

  private Prices(Map<String, Price> prices) {
    this.prices = Map.copyOf(prices);
  }

  /// The prices this version came with.
  public static Prices builtIn() {
    try (InputStream in = Prices.class.getResourceAsStream(BUILT_IN)) {
      Objects.requireNonNull(in, BUILT_IN);
      return new Prices(
          read(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// These prices, overruled by those of an operator's own file.
  ///
  /// @param yaml the file's text, in the form of the built-in one
  /// @throws InvalidPricesException when it has another form
  public Prices with(String yaml) {
    Map<String, Price> merged = new HashMap<>(prices);
    merged.putAll(read(yaml));
    return new Prices(merged);
  }

  /// Empty when nobody knows it.
  public Optional<Price> of(ModelId model) {
    String name = model.toString();
    return price(name)
        .or(() -> price(RELEASE_DATE.matcher(name).replaceFirst("")))
        .or(() -> price(model.provider() + "/*"));
  }

  /// Those of the models that nobody knows the price of, in order.
  public List<ModelId> unknown(Collection<ModelId> models) {
    return models.stream()
        .filter(model -> of(model).isEmpty())
        .sorted(Comparator.comparing(ModelId::toString))
        .toList();
  }

  /// Why a spending cap cannot be kept with these models, in one sentence; empty: it can.
  public Optional<String> whyNoCap(Collection<ModelId> models) {
    List<ModelId> unknown = unknown(models);
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "A spending cap needs the price of every model, and that of %s is not known: write it into prices.yaml in the data directory."
                .formatted(String.join(", ", unknown.stream().map(ModelId::toString).toList())));
  }

  private Optional<Price> price(String name) {
    return Optional.ofNullable(prices.get(name));
  }

  private static Map<String, Price> read(String yaml) {
    Object root;
    try {
      root =
          new Load(LoadSettings.builder().setCodePointLimit(MAX_FILE_CHARS).build())
              .loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new InvalidPricesException("prices.yaml is not valid YAML: " + e.getMessage());
    }
    Map<String, Price> read = new HashMap<>();
    map(root, "prices.yaml")
        .forEach((model, price) -> read.put(String.valueOf(model), price(model, price)));
    return read;
  }

  private static Price price(Object model, Object value) {
    if (FREE.equals(value)) {
      return Price.FREE;
    }
    Map<?, ?> parts = map(value, "The price of " + model);
    for (Object name : parts.keySet()) {
      if (!name.equals("input") && !name.equals("cached_input") && !name.equals("output")) {
        throw new InvalidPricesException(
            "The price of "
                + model
                + " has `input`, `cached_input` and `output`, not `"
                + name
                + "`.");
      }
    }
    long input = nanoUsd(model, parts, "input");
    return new Price(
        input,
        parts.containsKey("cached_input") ? nanoUsd(model, parts, "cached_input") : input,
        nanoUsd(model, parts, "output"));
  }

  private static long nanoUsd(Object model, Map<?, ?> parts, String name) {
    if (parts.get(name) instanceof Number number && Double.isFinite(number.doubleValue())) {
      BigDecimal usd = new BigDecimal(number.toString()).stripTrailingZeros();
      if (usd.signum() >= 0 && usd.compareTo(MAX_USD) <= 0 && usd.scale() <= 9) {
        return Money.ofUsd(usd).nanoUsd();
      }
    }
    throw new InvalidPricesException(
        "The price of "
            + model
            + " needs `"
            + name
            + "`: US dollars per million tokens, from 0 to 10,000.");
  }

  private static Map<?, ?> map(Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new InvalidPricesException(
        what + " must be `free` or have `input` and `output` in US dollars per million tokens.");
  }
}
