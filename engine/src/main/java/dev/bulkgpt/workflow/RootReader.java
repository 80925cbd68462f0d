package dev.bulkgpt.workflow;

import dev.bulkgpt.model.Money;
import dev.bulkgpt.words.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the outermost map of a document: `name`, `steps`, `output`, `max_cost_usd`, `empty`. Used
/// by one thread, for one document.
final class RootReader {

  static final List<String> KEYS = List.of("name", "steps", "output", "max_cost_usd", "empty");
  static final int MAX_NAME_LENGTH = 200;
  static final int MAX_STEPS = 100;

  private final StepKinds kinds;
  private final Site root;

  RootReader(StepKinds kinds, Site root) {
    this.kinds = kinds;
    this.root = root;
  }

  /// Empty after a problem that leaves nothing to look at.
  Optional<Workflow> read(Node node) {
    if (!(node instanceof Node.Entries(var entries))) {
      root.error("Expected a map with name and steps, found " + node.describe() + ".");
      return Optional.empty();
    }
    Unknown.keys(entries, KEYS, root, "a part of a workflow");
    String name = name(entries);
    List<StepDraft> drafts = steps(entries);
    List<PlannedStep> steps = new Planner(root).plan(drafts);
    StepOrder.check(steps, root.problems());
    ComparedValues.check(steps, root.problems());
    boolean columnsKnown = drafts.stream().allMatch(StepDraft::columnsKnown);
    List<String> output = new OutputList(root.key("output"), steps, columnsKnown).read(entries);
    Optional<Money> cap = cap(entries);
    EmptyRows empty = empty(entries);
    String canonical = new Canonical(kinds).text(name, steps, output, empty);
    return Optional.of(new Workflow(name, steps, output, cap, empty, canonical));
  }

  private String name(Map<String, Node> entries) {
    Node node = entries.get("name");
    Site site = root.key("name");
    if (node == null) {
      site.error("\"name\" is missing: what the workflow is called.");
      return "";
    }
    String name = Texts.read(node, site, "the workflow's name").map(String::strip).orElse("");
    if (name.length() > MAX_NAME_LENGTH || name.lines().count() > 1) {
      site.error("A workflow's name is one line of at most " + MAX_NAME_LENGTH + " characters.");
    }
    return name;
  }

  private List<StepDraft> steps(Map<String, Node> entries) {
    Site site = root.key("steps");
    if (entries.get("steps") instanceof Node.Entries(var named) && !named.isEmpty()) {
      site.error(asList(named.keySet().iterator().next()));
      return List.of();
    }
    if (!(entries.get("steps") instanceof Node.Items(var items)) || items.isEmpty()) {
      site.error(
          "A workflow has a list of steps, at least one: `steps:`, and below it `- id: topic`.");
      return List.of();
    }
    if (items.size() > MAX_STEPS) {
      site.error("A workflow has at most " + MAX_STEPS + " steps, found " + items.size() + ".");
      return List.of();
    }
    var reader = new StepReader(kinds);
    var drafts = new ArrayList<StepDraft>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      StepDraft draft = reader.read(items.get(i), site.index(i));
      if (!draft.id().isEmpty() && !ids.add(draft.id())) {
        site.index(i).key("id").error("The id \"" + draft.id() + "\" is used by an earlier step.");
      }
      drafts.add(draft);
    }
    return drafts;
  }

  private EmptyRows empty(Map<String, Node> entries) {
    Node node = entries.get("empty");
    if (node == null || node.isEmpty()) {
      return EmptyRows.SKIP;
    }
    for (EmptyRows choice : EmptyRows.values()) {
      if (node instanceof Node.Scalar(String text, _) && text.equals(choice.word())) {
        return choice;
      }
    }
    root.key("empty")
        .error(
            "Expected skip or ask: what becomes of rows that are blank in every column the models read; found %s."
                .formatted(NumberType.found(node)));
    return EmptyRows.SKIP;
  }

  private static String asList(String first) {
    return "The steps are written as a map; write a list: each step begins with a dash, and its name is its id: `- id: %s`."
        .formatted(Spelling.quoted(first));
  }

  private Optional<Money> cap(Map<String, Node> entries) {
    Node node = entries.get("max_cost_usd");
    if (node == null || node.isEmpty()) {
      return Optional.empty();
    }
    Optional<Money> cap = JsonNodes.number(node).flatMap(Money::cap);
    if (cap.isEmpty()) {
      root.key("max_cost_usd")
          .error(
              "Expected US dollars above 0, at most %s, with up to 9 decimals, such as 2.50; found %s."
                  .formatted(Money.MAX_CAP_USD, NumberType.found(node)));
    }
    return cap;
  }
}
