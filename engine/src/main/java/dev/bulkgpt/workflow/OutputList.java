package dev.bulkgpt.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    List<String> added = added();
    if (added.contains(name)) {
      return name;
    }
    for (PlannedStep step : steps) {
      for (int i = 0; i < step.fields().size(); i++) {
        if (name.equals(step.id() + "." + step.fields().get(i))) {
          return step.columns().get(i);
        }
      }
    }
    if (columnsKnown) {
      at.error("No step adds a column \"" + name + "\"." + Nearest.hint(name, added));
    }
    return name;
  }

  private static boolean isNew(String name, List<String> output, Site at) {
    if (output.contains(name)) {
      at.error("\"" + name + "\" is listed twice.");
      return false;
    }
    return true;
  }
}
