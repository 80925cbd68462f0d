package dev.bulkgpt.app;

import java.util.Locale;

/// One setting, as [Settings] declares it.
///
/// A path names it in the file, `limits.rows`, and in capitals in the environment,
/// `BULKGPT_LIMITS_ROWS`. Those of a provider are declared for any, `providers.NAME.base_url`. A
/// few are variables only: their path is the variable, `BULKGPT_DATA`.
///
/// @param <T> what it is read as
/// @param usual what holds when it is left out, for people
record Setting<T>(String path, Value<T> value, String usual, Reader reader, String meaning) {

  static final String PREFIX = "BULKGPT_";
  static final String ANY_NAME = "NAME";
  static final String ANY_HEADER = "HEADER";

  /// Who reads it.
  enum Reader {
    SERVER("`serve`"),
    STORE("`serve`, `keys`, `workflows`"),
    RUNS("`run`, `validate`, `serve`"),
    MODELS("all that ask models, or look whether they could"),
    REMOTE("`tasks`"),
    EVERY("all that need it");

    private final String words;

    Reader(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /// It cannot stand in the file.
  boolean isVariableOnly() {
    return path.startsWith(PREFIX);
  }

  boolean isOfProvider() {
    return path.contains("." + ANY_NAME + ".");
  }

  /// A header's value: its name is the user's.
  boolean isHeader() {
    return path.endsWith("." + ANY_HEADER);
  }

  /// Its path for one provider.
  String path(String provider) {
    return path.replace("." + ANY_NAME + ".", "." + provider + ".");
  }

  /// The last part of its path.
  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /// How the environment spells it.
  String variable() {
    return variable(path);
  }

  /// A path as the environment spells it: `providers.my-own.base_url` is
  /// `BULKGPT_PROVIDERS_MY_OWN_BASE_URL`.
  static String variable(String path) {
    return path.startsWith(PREFIX) ? path : PREFIX + spelled(path);
  }

  /// A part of a path, as in a variable.
  static String spelled(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
