package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class TemplateProperties {

  private static final List<String> COLUMNS = List.of("a", "b c");

  @Property
  void whatIsSubstitutedIsNeverReadAgain(@ForAll("cells") String a, @ForAll("cells") String b) {
    Row row = TestRows.of(COLUMNS, a, b);
    assertThat(render("<{{a}}|{{b c}}>", row)).isEqualTo("<" + a + "|" + b + ">");
    assertThat(render("<{{#a}}{{a}}{{.}}{{/a}}|{{b c}}>", row))
        .isEqualTo("<" + a + a + "|" + b + ">");
  }

  @Property
  void aTemplateOfTextAndVariablesIsAConcatenation(
      @ForAll("texts") String before, @ForAll("texts") String after, @ForAll String cell) {
    Row row = TestRows.of(COLUMNS, cell, "");
    assertThat(render(before + "{{a}}" + after, row)).isEqualTo(before + cell + after);
  }

  @Property
  void noTextMakesItThrow(@ForAll("cells") String source) {
    Template.of(source, _ -> {});
  }

  private static String render(String source, Row row) {
    Template template =
        Template.of(
            source,
            problem -> {
              throw new AssertionError(problem);
            });
    return template.bind(row.columns()).apply(row);
  }

  @Provide
  Arbitrary<String> cells() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.strings()),
        Tuple.of(
            3,
            Arbitraries.of(
                    "{{a}}",
                    "{{",
                    "}}",
                    "{{{b c}}}",
                    "{{#a}}",
                    "{{/a}}",
                    "{{^",
                    "=",
                    "{{=",
                    "<%",
                    "&",
                    "\n",
                    " ",
                    "{a}",
                    "$",
                    ">",
                    "!",
                    "a",
                    ".")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts))));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().map(text -> text.replace("{", "").replace("}", ""));
  }
}
