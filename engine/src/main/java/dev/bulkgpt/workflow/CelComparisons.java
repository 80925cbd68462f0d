package dev.bulkgpt.workflow;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds where an expression compares a column with texts: `mood == "happy"`, `mood in ["a", "b"]`.
final class CelComparisons {

  /// @param name of the column, as it is written
  /// @param text what it is compared with
  record Comparison(String name, String text) {}

  private final List<Comparison> found = new ArrayList<>();

  private CelComparisons() {}

  static List<Comparison> in(CelExpr expression) {
    var comparisons = new CelComparisons();
    comparisons.walk(expression);
    return List.copyOf(comparisons.found);
  }

  private void walk(CelExpr expression) {
    if (expression.getKind() == CelExpr.ExprKind.Kind.CALL) {
      CelExpr.CelCall call = expression.call();
      switch (call.function()) {
        case "_==_", "_!=_" -> {
          compare(call.args().get(0), call.args().get(1));
          compare(call.args().get(1), call.args().get(0));
        }
        case "@in" -> {
          CelExpr list = call.args().get(1);
          if (list.getKind() == CelExpr.ExprKind.Kind.LIST) {
            list.list().elements().forEach(it -> compare(call.args().getFirst(), it));
          }
        }
        default -> {}
      }
    }
    CelTree.children(expression).forEach(this::walk);
  }

  private void compare(CelExpr column, CelExpr with) {
    Optional<String> name = CelTree.name(column);
    Optional<String> text = CelTree.text(with);
    if (name.isPresent() && text.isPresent()) {
      found.add(new Comparison(name.get(), text.get()));
    }
  }
}
