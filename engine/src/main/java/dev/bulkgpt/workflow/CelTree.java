package dev.bulkgpt.workflow;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Walks over the tree of a CEL expression.
final class CelTree {

  private CelTree() {}

  /// The parts an expression is made of, in order.
  static List<CelExpr> children(CelExpr expression) {
    var children = new ArrayList<CelExpr>();
    switch (expression.getKind()) {
      case SELECT -> children.add(expression.select().operand());
      case CALL -> {
        expression.call().target().ifPresent(children::add);
        children.addAll(expression.call().args());
      }
      case LIST -> children.addAll(expression.list().elements());
      case STRUCT -> expression.struct().entries().forEach(it -> children.add(it.value()));
      case MAP ->
          expression
              .map()
              .entries()
              .forEach(it -> {
                children.add(it.key());
                children.add(it.value());
              });
      case COMPREHENSION -> {
        var loop = expression.comprehension();
        children.addAll(
            List.of(
                loop.iterRange(),
                loop.accuInit(),
                loop.loopCondition(),
                loop.loopStep(),
                loop.result()));
      }
      case IDENT, CONSTANT, NOT_SET -> {}
    }
    return children;
  }

  static Optional<String> text(CelExpr expression) {
    return expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expression.constant().stringValue())
        : Optional.empty();
  }

  /// The spellings of the column that an expression names: one, or for `a.b`, which may be a column
  /// or a step's field, that one; none when it names no column.
  static Optional<String> name(CelExpr expression) {
    return switch (expression.getKind()) {
      case IDENT -> Optional.of(expression.ident().name());
      case SELECT -> selected(expression.select());
      case CALL ->
          expression.call().function().equals("_[_]") && isRow(expression.call().args().getFirst())
              ? text(expression.call().args().get(1))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<String> selected(CelExpr.CelSelect select) {
    if (select.operand().getKind() != CelExpr.ExprKind.Kind.IDENT || select.testOnly()) {
      return Optional.empty();
    }
    return Optional.of(
        isRow(select.operand())
            ? select.field()
            : select.operand().ident().name() + "." + select.field());
  }

  private static boolean isRow(CelExpr expression) {
    return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
        && expression.ident().name().equals(CelNames.ROW);
  }
}
