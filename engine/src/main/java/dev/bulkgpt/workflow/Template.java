package dev.bulkgpt.workflow;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.bulkgpt.words.FaultTable;
import dev.bulkgpt.words.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A Mustache template over a row: `{{Column Name}}`, `{{step.field}}`, and sections, which here
/// mean "if not empty". Nothing is HTML-escaped, and what is substituted is never read as a
/// template again. Immutable. See <https://mustache.github.io/mustache.5.html>.
public final class Template implements Expression {

  /// `{Column}`, the spelling of other tools.
  private static final Pattern SINGLE_BRACES =
      Pattern.compile("(?<!\\{)\\{([^{}\\n]{1,200})\\}(?!\\})");

  /// A tag in which a line ends: a column's name may have two lines.
  private static final Pattern BROKEN_TAG =
      Pattern.compile("\\{\\{(?!!)[^{}\\r\\n]*+[\\r\\n][^{}]*+\\}\\}");

  /// `{% … %}`, as Jinja and Liquid write conditions.
  private static final Pattern JINJA = Pattern.compile("\\{%-?+\\s*+\\w++[^%]*+%\\}");

  private static final FaultTable FAULTS = FaultTable.read(Template.class, "template.txt");

  private static final Mustache.Compiler COMPILER =
      Mustache.compiler()
          .escapeHTML(false)
          .emptyStringIsFalse(true)
          .withCollector(new RowCollector());

  private final String source;
  private final com.samskivert.mustache.Template compiled;
  private final TemplateParts parts;

  private Template(String source, com.samskivert.mustache.Template compiled, TemplateParts parts) {
    this.source = source;
    this.compiled = compiled;
    this.parts = parts;
  }

  /// Never fails: what is wrong goes to `problems` as sentences, and the template is then empty.
  public static Template of(String source, Consumer<String> problems) {
    var faults = new ArrayList<String>();
    try {
      var compiled = COMPILER.compile(TemplateParts.inOneLine(BROKEN_TAG, source));
      var template = new Template(source, compiled, TemplateParts.of(compiled));
      template.parts.faults(source).forEach(faults::add);
      if (faults.isEmpty()) {
        return template;
      }
    } catch (MustacheException e) {
      faults.add(sentence(e, source));
    } catch (IndexOutOfBoundsException _) {
      faults.add("The template has a tag without a name; write {{Column Name}}.");
    }
    faults.forEach(problems);
    return literal("");
  }

  private static String sentence(MustacheException e, String source) {
    return FAULTS
        .sentence(String.valueOf(e.getMessage()), source, Map.of())
        .orElse(
            "The template cannot be read. A cell is written {{Column Name}}, a part for rows in which it is not empty {{#Column Name}}…{{/Column Name}}.");
  }

  /// What is valid and hardly meant: sentences.
  List<String> doubts() {
    return parts.texts().stream()
        .flatMap(text -> JINJA.matcher(text).results())
        .limit(1)
        .map(found ->
            "`%s` is no tag here and goes to the model as it stands. A part for rows in which a column is not empty is written {{#text}}…{{/text}}, one for those in which it is {{^text}}…{{/text}}."
                .formatted(Spelling.quoted(found.group())))
        .toList();
  }

  private static Template literal(String text) {
    var compiled = COMPILER.compile(text);
    return new Template(text, compiled, TemplateParts.of(compiled));
  }

  @Override
  public String source() {
    return source;
  }

  /// The names it reads, sections' included, each once.
  public List<String> names() {
    return parts.names();
  }

  @Override
  public List<String> names(Predicate<String> known) {
    return names();
  }

  @Override
  public List<String> faults(Columns scope) {
    return List.of();
  }

  /// Names in single braces that match a column: probably meant as double ones.
  List<String> singleBraced(Columns scope) {
    return parts.texts().stream()
        .flatMap(text -> SINGLE_BRACES.matcher(text).results())
        .map(match -> match.group(1))
        .filter(name -> scope.find(name).isPresent())
        .distinct()
        .toList();
  }

  /// Compiled against the columns; the function may be used by many threads at once.
  ///
  /// @throws IllegalStateException when a name is not among the columns
  public Function<Row, String> bind(Columns columns) {
    names().forEach(name -> columns.position(name));
    return parts.isPlain() ? PlainText.of(parts, columns) : row -> compiled.execute(row);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Template template && source.equals(template.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}
