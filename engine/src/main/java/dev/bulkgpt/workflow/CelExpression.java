package dev.bulkgpt.workflow;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A CEL expression, parsed; the only class, with its neighbours named Cel…, that loads the CEL
/// library (half a second at first use). Immutable. See <https://cel.dev>.
final class CelExpression {

  /// What the place needs the expression to give.
  enum Wanted {
    BOOLEAN,
    ANYTHING
  }

  private static final int MAX_ITERATIONS = 10_000;
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .build();

  private final String source;
  private final @Nullable CelAbstractSyntaxTree tree;
  private final List<String> syntaxErrors;

  private CelExpression(String source, CelValidationResult parsed) {
    this.source = source;
    this.syntaxErrors =
        parsed.getErrors().stream().limit(1).map(it -> CelFaults.sentence(it, source)).toList();
    this.tree = parsed.hasError() ? null : treeOf(parsed);
  }

  static CelExpression parse(String source) {
    return new CelExpression(source, builder().build().parse(source));
  }

  private static CelBuilder builder() {
    return CelFactory.plannerCelBuilder()
        .setOptions(OPTIONS)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addVar(CelNames.ROW, MapType.create(SimpleType.STRING, SimpleType.STRING));
  }

  List<String> names(Predicate<String> known) {
    return tree == null ? List.of() : CelNames.in(tree.getExpr(), known).all();
  }

  /// Where it compares a column with a text.
  List<CelComparisons.Comparison> comparisons() {
    return tree == null ? List.of() : CelComparisons.in(tree.getExpr());
  }

  /// Sentences: a syntax error, or what the type checker says when every name of the scope is a
  /// string.
  List<String> faults(Columns scope, Wanted wanted) {
    return faults(name -> scope.find(name).isPresent(), wanted);
  }

  /// What is wrong whatever the columns will be.
  List<String> faultsWithoutColumns(Wanted wanted) {
    return faults(name -> !CelNames.TYPES.contains(name), wanted);
  }

  private List<String> faults(Predicate<String> known, Wanted wanted) {
    if (tree == null) {
      return syntaxErrors;
    }
    CelValidationResult checked = env(CelNames.in(tree.getExpr(), known), known).check(tree);
    if (checked.hasError()) {
      return checked.getErrors().stream().map(it -> CelFaults.sentence(it, source)).toList();
    }
    var type = treeOf(checked).getResultType();
    boolean fits =
        wanted == Wanted.ANYTHING || type.equals(SimpleType.BOOL) || type.equals(SimpleType.DYN);
    return fits
        ? List.of()
        : List.of(
            "The expression gives %s; a condition must be true or false. Compare it with something, as in text == \"red\"."
                .formatted(CelFaults.kind(type.name())));
  }

  CelProgram compile(Columns columns) {
    Predicate<String> known = name -> columns.find(name).isPresent();
    if (tree == null) {
      throw new IllegalStateException("not valid CEL: " + source);
    }
    CelNames names = CelNames.in(tree.getExpr(), known);
    Cel env = env(names, known);
    try {
      return new CelProgram(
          env.createProgram(env.check(tree).getAst()), positions(names.variables(), columns), tree);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("not valid CEL: " + source, e);
    }
  }

  private static Map<String, Integer> positions(List<String> variables, Columns columns) {
    var positions = new HashMap<String, Integer>();
    for (String name : variables) {
      columns
          .find(name)
          .ifPresentOrElse(
              at -> positions.put(name, at),
              () -> {
                throw new IllegalStateException("there is no column " + name);
              });
    }
    return Map.copyOf(positions);
  }

  private static Cel env(CelNames names, Predicate<String> known) {
    CelBuilder builder = builder();
    for (String name : names.variables()) {
      builder.addVar(name, known.test(name) ? SimpleType.STRING : SimpleType.DYN);
    }
    return builder.build();
  }

  private static CelAbstractSyntaxTree treeOf(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("a result without errors has a tree", e);
    }
  }
}
