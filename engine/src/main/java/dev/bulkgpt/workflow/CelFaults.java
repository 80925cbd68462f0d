package dev.bulkgpt.workflow;

import dev.bulkgpt.words.FaultTable;
import dev.bulkgpt.words.Spelling;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is wrong with an expression, in our words: those of CEL's parser, type checker and
/// interpreter are for programmers.
final class CelFaults {

  private static final FaultTable WRITTEN = FaultTable.read(CelFaults.class, "cel.txt");
  private static final FaultTable ON_A_ROW = FaultTable.read(CelFaults.class, "cel-row.txt");

  /// Where the interpreter was: an offset in the expression.
  private static final Pattern AT = Pattern.compile("^evaluation error at <input>:(\\d+): ");

  private static final Pattern WORD =
      Pattern.compile("\\G(?:[\\p{L}\\p{N}_]+|\"[^\"]*\"?|'[^']*'?|[“”„‘’‚][^“”„‘’‚]*[“”‘’]?|\\S)");

  /// The kinds of values as people call them.
  private static final Map<String, String> KINDS =
      Map.of(
          "string", "a text",
          "int", "a whole number",
          "uint", "a whole number",
          "double", "a number",
          "bool", "true or false",
          "null", "nothing",
          "bytes", "bytes",
          "google.protobuf.Timestamp", "a point in time",
          "google.protobuf.Duration", "a length of time");

  private static final Pattern APPLIED =
      Pattern.compile("applied to '(?:(?<target>[^.(]+)\\.)?\\((?<arguments>.*)\\)' \\(cand");

  private static final Pattern KIND = Pattern.compile("[A-Za-z][\\w.]*(?:\\([^()]*\\))?");
  private static final int LONGEST_VALUE = 100;

  private CelFaults() {}

  /// What the parser or the type checker met.
  static String sentence(CelIssue issue, String source) {
    int line = Math.max(1, issue.getSourceLocation().getLine()); // Some have no place.
    int column = Math.max(0, issue.getSourceLocation().getColumn());
    String text = source.lines().skip(line - 1L).findFirst().orElse("");
    int offset =
        text.offsetByCodePoints(0, Math.min(column, text.codePointCount(0, text.length())));
    var values = new HashMap<String, String>();
    values.put("all", Spelling.quoted(source));
    values.put("before", Spelling.quoted(text.substring(0, offset)));
    values.put("here", wordAt(text, offset));
    Matcher applied = APPLIED.matcher(issue.getMessage());
    if (applied.find()) {
      values.put("kinds", kinds(applied.group("arguments")));
      values.put("target", kinds(String.valueOf(applied.group("target"))));
    }
    String called = text.startsWith("(", offset) ? " function" : "";
    String told =
        WRITTEN
            .sentence(issue.getMessage() + called, source, values)
            .orElse("`%s` cannot stand here.".formatted(wordAt(text, offset)));
    return "In `%s`, column %d: %s".formatted(Spelling.quoted(text), column + 1, told);
  }

  private static String wordAt(String text, int offset) {
    Matcher word = WORD.matcher(text);
    return word.find(offset) ? Spelling.quoted(word.group()) : "the end";
  }

  private static String kinds(String written) {
    return KIND.matcher(written)
        .results()
        .map(found -> kind(found.group()))
        .collect(Collectors.joining(" and "));
  }

  /// A kind of value in words.
  static String kind(String name) {
    if (name.startsWith("list")) {
      return "a list";
    }
    return name.startsWith("map") ? "a map" : KINDS.getOrDefault(name, "a value");
  }

  /// Why a row's values could not be worked out.
  static String sentence(CelEvaluationException e, CelAbstractSyntaxTree tree) {
    String message = String.valueOf(e.getMessage());
    Matcher at = AT.matcher(message);
    String said = e.getErrorCode() + ": " + at.replaceFirst("");
    Optional<String> failed =
        at.reset().find() ? failed(tree, Integer.parseInt(at.group(1))) : Optional.empty();
    String call =
        Spelling.quoted(
            failed
                .filter(it -> !it.contains("@"))
                .orElse(tree.getSource().getContent().toString()));
    return ON_A_ROW
        .sentence(shortened(said), call, Map.of("call", call))
        .orElse("`%s` cannot be worked out for this row.".formatted(call));
  }

  /// The smallest part that stands at the offset and can fail.
  private static Optional<String> failed(CelAbstractSyntaxTree tree, int offset) {
    @Nullable CelExpr part = at(tree, tree.getExpr(), offset);
    return part == null ? Optional.empty() : written(tree, part);
  }

  private static @Nullable CelExpr at(CelAbstractSyntaxTree tree, CelExpr expression, int offset) {
    for (CelExpr child : CelTree.children(expression)) {
      CelExpr found = at(tree, child, offset);
      if (found != null) {
        return found;
      }
    }
    Integer position = tree.getSource().getPositionsMap().get(expression.id());
    boolean canFail =
        switch (expression.getKind()) {
          case CALL, SELECT, COMPREHENSION -> true;
          default -> false;
        };
    return canFail && position != null && position == offset ? expression : null;
  }

  private static Optional<String> written(CelAbstractSyntaxTree tree, CelExpr part) {
    try {
      return Optional.of(
          CelUnparserFactory.newUnparser()
              .unparse(CelAbstractSyntaxTree.newParsedAst(part, tree.getSource())));
    } catch (IllegalArgumentException | UnsupportedOperationException _) {
      // An expanded loop has no spelling.
      return Optional.empty();
    }
  }

  private static String shortened(String said) {
    if (said.length() <= 2 * LONGEST_VALUE) {
      return said;
    }
    String end = said.substring(said.length() - LONGEST_VALUE / 2);
    return said.substring(0, LONGEST_VALUE) + "…" + end;
  }
}
