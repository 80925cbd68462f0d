package dev.bulkgpt.workflow;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Collects what a CEL expression reads: free identifiers, `step.field` chains, and `row["…"]` with
/// a literal. Used by one thread.
final class CelNames {

  /// The identifier that reaches every column.
  static final String ROW = "row";

  /// Identifiers of CEL itself; a column so named hides them.
  static final Set<String> TYPES =
      Set.of(
          "bool",
          "bytes",
          "double",
          "duration",
          "dyn",
          "int",
          "list",
          "map",
          "null_type",
          "optional_type",
          "string",
          "timestamp",
          "type",
          "uint");

  private final Predicate<String> known;
  private final LinkedHashSet<String> variables = new LinkedHashSet<>();
  private final LinkedHashSet<String> all = new LinkedHashSet<>();

  private CelNames(Predicate<String> known) {
    this.known = known;
  }

  static CelNames in(CelExpr expression, Predicate<String> known) {
    var names = new CelNames(known);
    names.walk(expression, Set.of());
    return names;
  }

  /// Those that must be declared as variables.
  List<String> variables() {
    return List.copyOf(variables);
  }

  /// Those and the ones reached through `row`.
  List<String> all() {
    return List.copyOf(all);
  }

  private void walk(CelExpr expression, Set<String> local) {
    switch (expression.getKind()) {
      case IDENT -> identifier(expression.ident().name(), local);
      case SELECT -> select(expression.select(), local);
      case CALL -> call(expression.call(), local);
      case LIST -> expression.list().elements().forEach(item -> walk(item, local));
      case STRUCT -> expression.struct().entries().forEach(entry -> walk(entry.value(), local));
      case MAP ->
          expression
              .map()
              .entries()
              .forEach(entry -> {
                walk(entry.key(), local);
                walk(entry.value(), local);
              });
      case COMPREHENSION -> comprehension(expression.comprehension(), local);
      case CONSTANT, NOT_SET -> {}
    }
  }

  private void identifier(String name, Set<String> local) {
    if (local.contains(name) || name.equals(ROW) || (TYPES.contains(name) && !known.test(name))) {
      return;
    }
    variables.add(name);
    all.add(name);
  }

  private void select(CelExpr.CelSelect select, Set<String> local) {
    if (!(select.operand().getKind() == CelExpr.ExprKind.Kind.IDENT)) {
      walk(select.operand(), local);
      return;
    }
    String operand = select.operand().ident().name();
    String chain = operand + "." + select.field();
    if (operand.equals(ROW)) {
      if (!select.testOnly()) {
        all.add(select.field());
      }
    } else if (!local.contains(operand) && known.test(chain)) {
      variables.add(chain);
      all.add(chain);
    } else {
      walk(select.operand(), local);
    }
  }

  private void call(CelExpr.CelCall call, Set<String> local) {
    if (call.function().equals("_[_]") && isRow(call.args().getFirst())) {
      CelExpr key = call.args().get(1);
      if (key.getKind() == CelExpr.ExprKind.Kind.CONSTANT
          && key.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
        all.add(key.constant().stringValue());
        return;
      }
    }
    call.target().ifPresent(target -> walk(target, local));
    call.args().forEach(argument -> walk(argument, local));
  }

  private static boolean isRow(CelExpr expression) {
    return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
        && expression.ident().name().equals(ROW);
  }

  private void comprehension(CelExpr.CelComprehension loop, Set<String> local) {
    walk(loop.iterRange(), local);
    walk(loop.accuInit(), local);
    var inner = new HashSet<>(local);
    inner.add(loop.iterVar());
    inner.add(loop.iterVar2());
    inner.add(loop.accuVar());
    walk(loop.loopCondition(), inner);
    walk(loop.loopStep(), inner);
    walk(loop.result(), inner);
  }
}
