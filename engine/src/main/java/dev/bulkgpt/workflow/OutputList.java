package dev.bulkgpt.workflow;

import dev.bulkgpt.words.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Reads `output`: which added columns the result has, in order. Used by one thread.
///
/// @param columnsKnown false when a problem hides some columns, so that no name can be refused
record OutputList(Site site, List<PlannedStep> steps, boolean columnsKnown) {

  List<String> read(Map<String, Node> root) {
    Node node = root.get("output");
    if (node == null || node.isEmpty()) {
      return added();
    }
    if (!(node instanceof Node.Items(var items))) {
      site.error("Expected a list of added columns, found " + node.describe() + ".");
      return added();
    }
    var output = new ArrayList<String>();
    for (int i = 0; i < items.size(); i++) {
      Site at = site.index(i);
      Texts.read(items.get(i), at, "the name of an added column")
          .map(name -> column(name.strip(), at))
          .filter(name -> isNew(name, output, at))
          .ifPresent(output::add);
    }
    return output;
  }

  private List<String> added() {
    return steps.stream().flatMap(step -> step.columns().stream()).toList();
  }

  /// The whole column name first, then `step.field`.
  private String column(String name, Site at) {
    var columns = new Columns(List.of(), steps);
    OptionalInt found = columns.find(name);
    if (found.isEmpty() && columnsKnown) {
      at.error(
          "No step adds a column \"%s\".%s"
              .formatted(Spelling.shown(name), Nearest.hint(name, added())));
    }
    return found.isPresent() ? columns.names().get(found.getAsInt()) : name;
  }

  private static boolean isNew(String name, List<String> output, Site at) {
    if (output.contains(name)) {
      at.error("\"" + name + "\" is listed twice.");
      return false;
    }
    return true;
  }
}
