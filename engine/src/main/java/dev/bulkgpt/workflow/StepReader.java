package dev.bulkgpt.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads one entry of `steps`: its id, its guard, and the settings of its one kind. Immutable.
final class StepReader {

  static final String ID_PATTERN = "[A-Za-z_][A-Za-z0-9_]{0,63}";
  private static final Pattern ID = Pattern.compile(ID_PATTERN);
  private static final ConditionType CONDITION = new ConditionType();

  private final StepKinds kinds;

  StepReader(StepKinds kinds) {
    this.kinds = kinds;
  }

  StepDraft read(Node node, Site site) {
    if (!(node instanceof Node.Entries(var entries))) {
      site.error("Expected a step with an id and a kind, found " + node.describe() + ".");
      return new StepDraft(
          site.place(), "", Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
    String id = id(entries, site);
    Optional<Guard> guard = guard(entries, site);
    Optional<StepKind> kind = kind(entries, site);
    if (kind.isEmpty()) {
      return new StepDraft(site.place(), id, guard, kind, Optional.empty(), false);
    }
    Site settings = site.key(kind.get().name());
    if (!(entries.get(kind.get().name()) instanceof Node.Entries written)) {
      settings.error("Expected the settings of " + kind.get().name() + " as a map.");
      return new StepDraft(site.place(), id, guard, kind, Optional.empty(), false);
    }
    StepKind.ReadStep read = kind.get().read(written, settings);
    return new StepDraft(
        site.place(), id, guard, kind, Optional.of(read.step()), read.columnsKnown());
  }

  private static String id(Map<String, Node> entries, Site site) {
    Node node = entries.get("id");
    Site at = site.key("id");
    if (node == null) {
      at.error("\"id\" is missing: every step has one, such as topic.");
      return "";
    }
    String id = node instanceof Node.Scalar(String text, _) ? text : "";
    if (!ID.matcher(id).matches()) {
      at.error("An id is a letter or _, then letters, digits and _, at most 64 in all.");
      return "";
    }
    if (id.equals(CelNames.ROW)) {
      at.error("The id \"row\" is taken: conditions reach every column through row[\"…\"].");
      return "";
    }
    return id;
  }

  private static Optional<Guard> guard(Map<String, Node> entries, Site site) {
    var guards = new ArrayList<Guard>();
    for (Guard.Sense sense : Guard.Sense.values()) {
      Node node = entries.get(sense.word());
      if (node != null) {
        guards.add(new Guard(sense, CONDITION.read(node, site.key(sense.word()))));
      }
    }
    if (guards.size() > 1) {
      site.error("run_if and skip_if exclude each other; keep one.");
    }
    return guards.stream().findFirst();
  }

  private Optional<StepKind> kind(Map<String, Node> entries, Site site) {
    var valid = new ArrayList<>(List.of("id", "run_if", "skip_if"));
    valid.addAll(kinds.names());
    Unknown.keys(entries, valid, site, "a step kind or a part of a step");
    List<StepKind> named =
        kinds.all().stream().filter(kind -> entries.containsKey(kind.name())).toList();
    boolean typo = entries.keySet().stream().anyMatch(key -> !valid.contains(key));
    if (named.size() > 1) {
      site.error(
          "A step has one kind; this one has %s. Make them steps of their own."
              .formatted(String.join(", ", named.stream().map(StepKind::name).toList())));
    } else if (named.isEmpty() && !typo) {
      site.error("The step has no kind; one of " + String.join(", ", kinds.names()) + ".");
    }
    return named.stream().findFirst();
  }
}
