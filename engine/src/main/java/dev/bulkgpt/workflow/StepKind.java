package dev.bulkgpt.workflow;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/// A step kind as its record declares it. Everything about a kind that is not its behaviour is
/// derived here: reading, canonical writing, schema, reference page. Immutable.
public final class StepKind {

  private final Class<? extends Step> type;
  private final Kind kind;
  private final List<Setting> settings;

  private StepKind(Class<? extends Step> type, Kind kind) {
    this.type = type;
    this.kind = kind;
    this.settings = Arrays.stream(type.getRecordComponents()).map(Setting::of).toList();
  }

  /// @throws IllegalArgumentException when the class is no record with [Kind], or a component has
  ///   no [Help] or a type outside the closed set
  static StepKind of(Class<? extends Step> type) {
    Kind kind = type.getAnnotation(Kind.class);
    if (kind == null || !type.isRecord()) {
      throw new IllegalArgumentException("a step kind is a record with @Kind: " + type);
    }
    return new StepKind(type, kind);
  }

  public String name() {
    return kind.name();
  }

  public String help() {
    return kind.help();
  }

  public String adds() {
    return kind.adds();
  }

  boolean isOf(Step step) {
    return type.isInstance(step);
  }

  List<Setting> settings() {
    return settings;
  }

  /// @param columnsKnown false when a problem hides what the step adds
  record ReadStep(Step step, boolean columnsKnown) {}

  ReadStep read(Node.Entries node, Site site) {
    List<String> names = settings.stream().map(Setting::name).toList();
    Unknown.keys(node.entries(), names, site, "a setting of " + name());
    var values = new ArrayList<Object>();
    boolean columnsKnown = true;
    int before = site.problems().size();
    for (Setting setting : settings) {
      int start = site.problems().size();
      Node written = node.entries().get(setting.name());
      values.add(
          written == null || written.isEmpty()
              ? setting.absent(site)
              : setting.read(written, site.key(setting.name())));
      columnsKnown &= !setting.type().shapesColumns() || !hasErrorFrom(site, start);
    }
    Step step = make(values);
    if (!hasErrorFrom(site, before)) {
      for (Problem problem : step.check()) {
        Site at = problem.place().isEmpty() ? site : site.key(problem.place());
        at.add(new Problem(problem.severity(), at.place().path(), 0, problem.message()));
      }
    }
    return new ReadStep(step, columnsKnown);
  }

  private static boolean hasErrorFrom(Site site, int start) {
    return site.problems().stream().skip(start).anyMatch(Problem::isError);
  }

  private Step make(List<Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + name() + " step", e);
    }
  }

  /// The canonical settings, sorted by name.
  ObjectNode write(Step step) {
    ObjectNode node = JsonNodes.object();
    settings.stream()
        .sorted(Comparator.comparing(Setting::name))
        .forEach(setting -> setting.write(step).ifPresent(it -> node.set(setting.name(), it)));
    return node;
  }

  void expressions(Step step, Place place, BiConsumer<Place, Expression> sink) {
    settings.forEach(setting -> setting.expressions(step, place, sink));
  }
}
