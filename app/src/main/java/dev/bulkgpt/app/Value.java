package dev.bulkgpt.app;

import dev.bulkgpt.store.DatabaseSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What may stand as a setting's value.
///
/// @param words completes the sentence `limits.rows is …`
/// @param reader empty for what it may not be
/// @param shown whether a wrong one may be quoted: it could hold a password
record Value<T>(String words, Function<String, Optional<T>> reader, boolean shown) {

  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");
  private static final Pattern PASSWORD = Pattern.compile("//[^/@]*@");
  private static final int MOST_QUOTED = 100;

  Optional<T> read(String text) {
    return reader.apply(text.strip());
  }

  /// Says what is wrong with a text that [#read] does not take.
  ///
  /// @param name of the setting
  String refusal(String name, String text) {
    String quoted = PASSWORD.matcher(text).replaceAll("//***@");
    String cut = quoted.length() > MOST_QUOTED ? quoted.substring(0, MOST_QUOTED) + "…" : quoted;
    return name + " is " + words + (shown ? ", not `" + cut + "`." : ".");
  }

  static Value<Long> number(long most) {
    return new Value<>(
        "a whole number from 1 to %,d".formatted(most), it -> number(it, most), true);
  }

  private static Optional<Long> number(String text, long most) {
    try {
      long number = Long.parseLong(text);
      return number >= 1 && number <= most ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// Empty inside: never.
  static Value<OptionalDouble> shareOrOff() {
    return new Value<>("a share between 0 and 1, or `off`", Value::shareOrOff, true);
  }

  private static Optional<OptionalDouble> shareOrOff(String text) {
    if (text.equals("off")) {
      return Optional.of(OptionalDouble.empty());
    }
    try {
      double share = Double.parseDouble(text);
      return share > 0 && share < 1 ? Optional.of(OptionalDouble.of(share)) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// One of an enum's constants, spelled small.
  static <E extends Enum<E>> Value<E> oneOf(Class<E> choices) {
    List<E> all = List.of(choices.getEnumConstants());
    String words =
        all.stream().map(it -> "`" + spelled(it) + "`").collect(Collectors.joining(", "));
    return new Value<>(
        all.size() == 1
            ? words + ", the only one there is"
            : words.replaceFirst(", (?=[^,]*$)", " or "),
        text -> all.stream().filter(it -> spelled(it).equals(text)).findFirst(),
        true);
  }

  private static String spelled(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// The same, spelled in any case.
  Value<T> ignoringCase() {
    return new Value<>(words, text -> reader.apply(text.toLowerCase(Locale.ROOT)), shown);
  }

  /// Any text, never shown.
  static Value<String> secret() {
    return new Value<>("a text", Optional::of, false);
  }

  static Value<String> text() {
    return new Value<>("a text", Optional::of, true);
  }

  static Value<String> header() {
    return new Value<>(
        "what a header may hold, visible ASCII characters and blanks",
        text -> Optional.of(text).filter(it -> HEADER_VALUE.matcher(it).matches()),
        false);
  }

  static Value<Set<String>> names() {
    return new Value<>(
        "names with commas between them, such as `a.example, b.example`",
        text ->
            Optional.of(
                Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toUnmodifiableSet())),
        true);
  }

  static Value<Path> file() {
    return new Value<>(
        "a file's name",
        text -> {
          try {
            return Optional.of(Path.of(text));
          } catch (InvalidPathException _) {
            return Optional.empty();
          }
        },
        true);
  }

  static Value<URI> publicUrl() {
    return new Value<>(
        "an address that begins with http:// or https:// and a host",
        text ->
            uri(text)
                .filter(it -> it.getHost() != null)
                .filter(it -> "http".equals(it.getScheme()) || "https".equals(it.getScheme())),
        true);
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  static Value<URI> baseUrl() {
    return new Value<>(
        "an address that begins with http:// or https:// and a host, with no name, password or blank in it and a port up to 65535",
        BaseUrl::parse,
        true);
  }

  static Value<DatabaseSettings> database() {
    return new Value<>(
        "an address such as postgresql://user:password@host/database; special characters in it are percent-encoded, as %40 for @",
        text -> uri(text).flatMap(Value::postgres), false);
  }

  private static Optional<DatabaseSettings> postgres(URI url) {
    try {
      return Optional.of(DatabaseSettings.postgres(url));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
