package dev.bulkgpt.model;

import dev.bulkgpt.model.Prices.InvalidPricesException;
import dev.bulkgpt.words.YamlFault;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a `prices.yaml`: a model's price beside its full name, or a provider's models in a group
/// whose date and source hold for each of them that has none of its own.
final class PriceFile {

  /// A price of a model, or of all whose names fit when there is a `*` in its name.
  record Entry(ModelId model, Prices.Listing listing) {}

  private static final String FREE = "free";
  private static final String INPUT = "input";
  private static final String CACHED_INPUT = "cached_input";
  private static final String OUTPUT = "output";
  private static final String AS_OF = "as_of";
  private static final String SOURCE = "source";
  private static final String MODELS = "models";
  private static final BigDecimal MAX_USD = BigDecimal.valueOf(10_000);
  private static final int MAX_FILE_CHARS = 1 << 20;

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private PriceFile() {}

  /// @throws InvalidPricesException when it has another form
  static Collection<Entry> read(String yaml) {
    PriceFile file = new PriceFile();
    Object root = parse(yaml);
    if (root == null) {
      return file.entries.values();
    }
    if (!(root instanceof Map<?, ?> all)) {
      throw new InvalidPricesException("prices.yaml has models and their prices, not a list.");
    }
    all.forEach((key, value) -> file.add(String.valueOf(key), value));
    return file.entries.values();
  }

  private static @Nullable Object parse(String yaml) {
    try {
      return new Load(LoadSettings.builder().setCodePointLimit(MAX_FILE_CHARS).build())
          .loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new InvalidPricesException("prices.yaml: " + YamlFault.of(e, yaml).told());
    }
  }

  private void add(String key, @Nullable Object value) {
    if (key.indexOf('/') >= 0) {
      addModel(key, value, Map.of());
      return;
    }
    if (!(value instanceof Map<?, ?> group) || !(group.get(MODELS) instanceof Map<?, ?> models)) {
      throw new InvalidPricesException(
          "`"
              + key
              + "` is no model, which is written provider/model, and no provider with `models` and their prices.");
    }
    for (Object name : group.keySet()) {
      if (!name.equals(AS_OF) && !name.equals(SOURCE) && !name.equals(MODELS)) {
        throw new InvalidPricesException(
            "The prices of " + key + " have `as_of`, `source` and `models`, not `" + name + "`.");
      }
    }
    models.forEach((model, price) -> addModel(key + "/" + model, price, group));
  }

  private void addModel(String name, @Nullable Object value, Map<?, ?> group) {
    ModelId model =
        ModelId.parse(name)
            .filter(it -> it.provider().indexOf('*') < 0)
            .orElseThrow(() ->
                new InvalidPricesException(
                    "`"
                        + name
                        + "` is not a model: write provider/model; `*` may stand in the model's name only."));
    Entry entry = new Entry(model, listing(name, value, group));
    if (entries.put(name, entry) != null) {
      throw new InvalidPricesException("The price of " + name + " stands twice in prices.yaml.");
    }
  }

  private static Prices.Listing listing(String model, @Nullable Object value, Map<?, ?> group) {
    if (FREE.equals(value)) {
      return listing(model, Price.FREE, Map.of(), group);
    }
    if (!(value instanceof Map<?, ?> parts)) {
      throw new InvalidPricesException(
          "The price of "
              + model
              + " must be `free` or have `input` and `output` in US dollars per million tokens.");
    }
    for (Object name : parts.keySet()) {
      if (!name.equals(INPUT)
          && !name.equals(CACHED_INPUT)
          && !name.equals(OUTPUT)
          && !name.equals(AS_OF)
          && !name.equals(SOURCE)) {
        throw new InvalidPricesException(
            "The price of "
                + model
                + " has `input`, `cached_input`, `output`, `as_of` and `source`, not `"
                + name
                + "`.");
      }
    }
    long input = nanoUsd(model, parts, INPUT);
    Price price =
        new Price(
            input,
            parts.containsKey(CACHED_INPUT) ? nanoUsd(model, parts, CACHED_INPUT) : input,
            nanoUsd(model, parts, OUTPUT));
    return listing(model, price, parts, group);
  }

  private static Prices.Listing listing(
      String model, Price price, Map<?, ?> parts, Map<?, ?> group) {
    return new Prices.Listing(
        price,
        asOf(model, parts.containsKey(AS_OF) ? parts : group),
        source(model, parts.containsKey(SOURCE) ? parts : group));
  }

  private static Optional<LocalDate> asOf(String model, Map<?, ?> parts) {
    if (!parts.containsKey(AS_OF)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(String.valueOf(parts.get(AS_OF))));
    } catch (DateTimeException e) {
      throw new InvalidPricesException(
          "`as_of` of the price of "
              + model
              + " is the day its source showed it, as in 2026-10-24, not "
              + parts.get(AS_OF)
              + ".");
    }
  }

  private static Optional<String> source(String model, Map<?, ?> parts) {
    if (!parts.containsKey(SOURCE)) {
      return Optional.empty();
    }
    if (parts.get(SOURCE) instanceof String source && !source.isBlank()) {
      return Optional.of(source);
    }
    throw new InvalidPricesException(
        "`source` of the price of " + model + " is the address of the page that shows it.");
  }

  private static long nanoUsd(String model, Map<?, ?> parts, String name) {
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
}
