package dev.bulkgpt.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The prices of one file, found by a model's name. `*` in an entry's name stands for anything, and
/// an entry without one is also that of the model's dated releases.
///
/// The entry that spells out the most of a name wins: the name itself, then the longest of the
/// model it is a release of and the patterns, where the model wins a tie. Nothing is remembered of
/// the names that are asked for; any number of threads may ask.
final class PriceList {

  private static final String ANYTHING = "*";

  /// Providers name dated releases `gpt-5-mini-2025-08-07` or `claude-haiku-4-5-20251001`; `#` is a
  /// digit. Not `-latest`: it may move on to a dearer model.
  private static final List<String> RELEASES = List.of("-20##-##-##", "-20######");

  private record Family(NamePattern pattern, Prices.Listing listing) {}

  private static final Comparator<Family> LONGEST_FIRST =
      Comparator.comparingInt((Family it) -> it.pattern().spelledOut()).reversed();

  /// @param families the longest first
  private record OfProvider(Map<String, Prices.Listing> byName, List<Family> families) {}

  private final Map<String, OfProvider> providers;

  PriceList(Collection<PriceFile.Entry> entries) {
    Map<String, OfProvider> read = new HashMap<>();
    for (PriceFile.Entry entry : entries) {
      OfProvider found =
          read.computeIfAbsent(
              entry.model().provider(), name -> new OfProvider(new HashMap<>(), new ArrayList<>()));
      String name = entry.model().name();
      if (name.contains(ANYTHING)) {
        found.families().add(new Family(NamePattern.of(name), entry.listing()));
      } else {
        found.byName().put(name, entry.listing());
      }
    }
    read.values().forEach(found -> found.families().sort(LONGEST_FIRST));
    providers = Map.copyOf(read);
  }

  /// Empty when no entry is about the model.
  Optional<Prices.Listing> find(ModelId model) {
    OfProvider found = providers.get(model.provider());
    return Optional.ofNullable(found == null ? null : find(found, model.name()));
  }

  private static Prices.@Nullable Listing find(OfProvider found, String name) {
    Prices.Listing exact = found.byName().get(name);
    if (exact != null) {
      return exact;
    }
    String released = withoutRelease(name);
    Prices.Listing ofRelease = found.byName().get(released);
    for (Family family : found.families()) {
      if (ofRelease != null && family.pattern().spelledOut() <= released.length()) {
        break;
      }
      if (family.pattern().matches(name)) {
        return family.listing();
      }
    }
    return ofRelease;
  }

  Prices.Coverage coverage(String provider) {
    OfProvider found = providers.get(provider);
    if (found == null) {
      return Prices.Coverage.NONE;
    }
    return found.families().stream().anyMatch(family -> family.pattern().spelledOut() == 0)
        ? Prices.Coverage.ALL
        : Prices.Coverage.SOME;
  }

  private static String withoutRelease(String name) {
    for (String release : RELEASES) {
      int start = name.length() - release.length();
      if (start > 0 && endsLike(name, start, release)) {
        return name.substring(0, start);
      }
    }
    return name;
  }

  private static boolean endsLike(String name, int start, String release) {
    for (int at = 0; at < release.length(); at++) {
      char wanted = release.charAt(at);
      char is = name.charAt(start + at);
      if (wanted == '#' ? is < '0' || is > '9' : is != wanted) {
        return false;
      }
    }
    return true;
  }
}
