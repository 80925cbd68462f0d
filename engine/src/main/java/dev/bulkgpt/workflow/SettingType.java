package dev.bulkgpt.workflow;

import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One type a setting can have: how it is read, written back, described. The closed set of them is
/// listed in [SettingTypes].
interface SettingType<T> {

  /// Reads what the user wrote. After a problem, which is told to the site, the answer is a
  /// stand-in that lets reading go on.
  T read(Node node, Site site);

  /// Takes the place of a required setting that is missing.
  T standIn();

  /// The one spelling that equal values share; [#read] understands it.
  JsonNode write(T value);

  /// What [#read] accepts.
  ObjectNode schema();

  /// Words for the reference page: `template`.
  String words();

  /// True when what a step adds depends on the setting: after a problem in it, names cannot be
  /// judged.
  default boolean shapesColumns() {
    return false;
  }

  /// True when leaving the setting out means its stand-in, as for an empty list.
  default boolean isOptional() {
    return false;
  }

  /// Hands over every expression in the value, with its place.
  default void expressions(T value, Place place, BiConsumer<Place, Expression> sink) {}
}
