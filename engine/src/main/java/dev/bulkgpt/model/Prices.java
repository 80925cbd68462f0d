package dev.bulkgpt.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What models cost: facts in `prices.yaml`, in US dollars per million tokens, which an operator's
/// own file may add to and overrule. A model that stands in neither has no price, and nobody
/// guesses one.
///
/// An entry of the own file wins over any of the built-in one, however exact that is: `openai/*:
/// free` is the operator's word. Within a file the entry that spells out the most of the name wins
/// ([PriceList]).
public final class Prices {

  /// A file of prices that cannot be used; the message says where and why.
  public static final class InvalidPricesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidPricesException(String message) {
      super(message);
    }
  }

  /// A price and where it comes from.
  ///
  /// @param asOf the day the source showed it; may be missing in an operator's own file
  /// @param source the address of a public page, or in words why nobody bills; may be missing there
  ///   too
  public record Listing(Price price, Optional<LocalDate> asOf, Optional<String> source) {}

  /// Of how many of a provider's models the price is known.
  public enum Coverage {
    ALL,
    SOME,
    NONE
  }

  private static final String BUILT_IN = "prices.yaml";

  /// The operator's first.
  private final List<PriceList> files;

  private Prices(List<PriceList> files) {
    this.files = files;
  }

  /// The prices this version came with.
  public static Prices builtIn() {
    return new Prices(List.of(new PriceList(PriceFile.read(builtInText()))));
  }

  static String builtInText() {
    try (InputStream in = Prices.class.getResourceAsStream(BUILT_IN)) {
      Objects.requireNonNull(in, BUILT_IN);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// These prices, overruled by those of an operator's own file.
  ///
  /// @param yaml the file's text, in the form of the built-in one
  /// @throws InvalidPricesException when it has another form
  public Prices with(String yaml) {
    PriceList own = new PriceList(PriceFile.read(yaml));
    return new Prices(Stream.concat(Stream.of(own), files.stream()).toList());
  }

  /// Empty when nobody knows it.
  public Optional<Price> of(ModelId model) {
    return listing(model).map(Listing::price);
  }

  /// The price with its date and source; empty when nobody knows it.
  public Optional<Listing> listing(ModelId model) {
    for (PriceList file : files) {
      Optional<Listing> found = file.find(model);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// Whether a provider's prices are known.
  public Coverage coverage(String provider) {
    return files.stream()
        .map(file -> file.coverage(provider))
        .min(Comparator.naturalOrder())
        .orElse(Coverage.NONE);
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
}
