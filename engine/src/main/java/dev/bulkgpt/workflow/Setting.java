package dev.bulkgpt.workflow;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/// One setting of a step kind, derived from a component of its record.
///
/// @param name as users write it: `max_output_tokens`
/// @param fallback what it is when left out, as a user would write it
/// @param wrapped true when the component is an [Optional]
record Setting(
    String name,
    String help,
    SettingType<Object> type,
    Optional<String> fallback,
    boolean wrapped,
    RecordComponent component) {

  static Setting of(RecordComponent component) {
    Help help = component.getAnnotation(Help.class);
    if (help == null) {
      throw new IllegalArgumentException("a setting needs @Help: " + component);
    }
    return new Setting(
        snakeCase(component.getName()),
        help.value(),
        untyped(SettingTypes.of(component)),
        Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value),
        component.getType() == Optional.class,
        component);
  }

  /// The record's own type is the proof: [SettingTypes] chose by it.
  @SuppressWarnings("unchecked")
  private static SettingType<Object> untyped(SettingType<?> type) {
    return (SettingType<Object>) type;
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  boolean isRequired() {
    return !wrapped && fallback.isEmpty() && !type.isOptional();
  }

  /// The component's value when the user wrote one.
  Object read(Node node, Site site) {
    Object value = type.read(node, site);
    return wrapped ? Optional.of(value) : value;
  }

  /// The component's value when the user wrote none.
  Object absent(Site kind) {
    if (wrapped) {
      return Optional.empty();
    }
    if (fallback.isPresent()) {
      return type.read(new Node.Scalar(fallback.get(), Node.Scalar.Type.TEXT), kind.key(name));
    }
    if (isRequired()) {
      kind.error("\"" + name + "\" is missing: " + help);
    }
    return type.standIn();
  }

  /// Empty when the value is what leaving the setting out means.
  Optional<JsonNode> write(Step step) {
    Object value = component(step);
    if (!isRequired() && value.equals(absent(new Site(Place.DOCUMENT, new ArrayList<>())))) {
      return Optional.empty();
    }
    return Optional.of(type.write(unwrapped(value)));
  }

  void expressions(Step step, Place kind, BiConsumer<Place, Expression> sink) {
    Object value = component(step);
    if (!value.equals(Optional.empty())) {
      type.expressions(unwrapped(value), kind.key(name), sink);
    }
  }

  private Object unwrapped(Object value) {
    return value instanceof Optional<?> optional ? optional.orElseThrow() : value;
  }

  private Object component(Step step) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(step);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("not a readable component: " + component, e);
    }
  }
}
