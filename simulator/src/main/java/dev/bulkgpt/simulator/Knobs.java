package dev.bulkgpt.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// How the simulator behaves: the knobs that are set, out of [Knob].
///
/// The text form is `name=value,name=value`, for example `lat=200,sd=0.3,p500=0.1,rpm=6000`. A few
/// other spellings are read too: `e400 e500 e503` for `p400 p500 p503`, `rst` for `reset`, `to` for
/// `hang`, `trunc` for `half`, `bad` for `garbage`, `finish=length` for `length=1`, and
/// `ln=MEDIAN:SIGMA` for the `lat` and `sd` of that distribution. `dialect=NAME`, as often as
/// wanted, has calls answered as [Dialects] says. Immutable.
///
/// @param values the knobs that are set
/// @param dialects names of dialects
public record Knobs(Map<Knob, Double> values, List<String> dialects) {

  /// No knob is set: at once, no limit, no fault.
  public static final Knobs NONE = new Knobs(Map.of(), List.of());

  private static final Map<String, String> OTHER_SPELLINGS =
      Map.of(
          "e400", "p400", "e500", "p500", "e503", "p503", "rst", "reset", "to", "hang", "trunc",
          "half", "bad", "garbage");

  private static final Map<String, Knob> BY_SPELLING =
      Arrays.stream(Knob.values()).collect(Collectors.toUnmodifiableMap(Knob::spelling, k -> k));

  public Knobs {
    values = Map.copyOf(values);
    dialects = List.copyOf(dialects);
    values.forEach(Knobs::check);
    dialects.forEach(Knobs::check);
    double outcomes =
        values.entrySet().stream()
            .filter(e -> e.getKey().isOutcome())
            .mapToDouble(Map.Entry::getValue)
            .sum();
    if (outcomes > 1 + 1e-9) {
      throw new IllegalArgumentException("The shares of the faults add up to more than 1.");
    }
  }

  /// Reads the text form; an empty text is [#NONE].
  ///
  /// @throws IllegalArgumentException with one sentence that says what is wrong
  public static Knobs parse(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    var values = new EnumMap<Knob, Double>(Knob.class);
    List<String> dialects = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("\"" + part + "\" is not a knob: write name=value.");
      }
      String name = part.substring(0, equals).strip();
      String value = part.substring(equals + 1).strip();
      if (name.equals("dialect")) {
        dialects.add(value);
      } else {
        set(values, name, value);
      }
    }
    return new Knobs(values, dialects);
  }

  /// The value of a knob, or its default.
  public double at(Knob knob) {
    Double value = values.get(knob);
    return value == null ? knob.unset() : value;
  }

  /// True when the knob is not 0.
  boolean has(Knob knob) {
    return at(knob) > 0;
  }

  /// A table of all knobs for a terminal: name, default, meaning.
  public static String help() {
    return Arrays.stream(Knob.values())
        .map(k -> String.format(Locale.ROOT, "%-10s %-8s %s", k.spelling(), shown(k), k.meaning()))
        .collect(
            Collectors.joining(
                "\n",
                String.format("%-10s %-8s %s%n", "KNOB", "DEFAULT", "MEANING"),
                String.format(
                    "%n%-10s %-8s %s%n",
                    "dialect", "-", "a name: how providers answer otherwise; may be given again")));
  }

  private static String shown(Knob knob) {
    return knob.unset() < 0 ? "-" : String.format(Locale.ROOT, "%.0f", knob.unset());
  }

  private static void set(Map<Knob, Double> values, String name, String value) {
    if (name.equals("ln")) {
      setLognormal(values, value);
      return;
    }
    if (name.equals("finish") && value.equals("length")) {
      values.put(Knob.LENGTH, 1.0);
      return;
    }
    Knob knob = BY_SPELLING.get(OTHER_SPELLINGS.getOrDefault(name, name));
    if (knob == null) {
      throw new IllegalArgumentException("There is no knob \"" + name + "\".");
    }
    values.put(knob, number(knob, value));
  }

  private static double number(Knob knob, String value) {
    try {
      double number = Double.parseDouble(value);
      check(knob, number);
      return number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(wants(knob, value), e);
    }
  }

  /// The mean of a lognormal distribution is its median times e^(sigma²/2).
  private static void setLognormal(Map<Knob, Double> values, String value) {
    int colon = value.indexOf(':');
    double median = number(Knob.LAT, colon < 0 ? value : value.substring(0, colon));
    double sigma = colon < 0 ? 0.5 : number(Knob.SD, value.substring(colon + 1));
    values.put(Knob.LAT, median * Math.exp(sigma * sigma / 2));
    values.put(Knob.SD, sigma);
  }

  private static void check(Knob knob, double value) {
    if (!knob.admits(value)) {
      throw new IllegalArgumentException(wants(knob, Double.toString(value)));
    }
  }

  private static void check(String dialect) {
    if (Dialects.named(dialect).isEmpty()) {
      throw new IllegalArgumentException(
          "There is no dialect \""
              + dialect
              + "\"; `bulkgpt simulate --list-dialects` shows them all.");
    }
  }

  private static String wants(Knob knob, String value) {
    return "The knob " + knob.spelling() + " takes " + knob.admitted() + ", not \"" + value + "\".";
  }
}
