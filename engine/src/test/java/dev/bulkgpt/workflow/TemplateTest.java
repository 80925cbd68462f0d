package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static final List<String> COLUMNS =
      List.of("name", "Org Name", "empty", "$amount", "#1", "html", "length", "facts.urgency");

  private static Template template(String source) {
    var problems = new ArrayList<String>();
    Template template = Template.of(source, problems::add);
    assertThat(problems).isEmpty();
    return template;
  }

  private static String rendered(String source) {
    Row row =
        TestRows.of(COLUMNS, "Ann", "Acme & Sons", "", "12", "one", "<b>\"'&`=</b>", "9", "high");
    return template(source).bind(row.columns()).apply(row);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '\0',
      textBlock =
          """
          Dear {{name}}!                       => Dear Ann!
          {{ name }}{{name}}                   => AnnAnn
          {{Org Name}}                         => Acme & Sons
          {{html}}                             => <b>"'&`=</b>
          {{{html}}}{{&name}}                  => <b>"'&`=</b>Ann
          {{facts.urgency}}                    => high
          {{{$amount}}} {{&#1}}                => 12 one
          [{{#name}}yes {{name}}{{/name}}]     => [yes Ann]
          [{{#name}}{{.}}{{/name}}]            => [Ann]
          [{{#name}}{{length}}{{/name}}]       => [9]
          [{{#empty}}yes{{/empty}}]            => []
          [{{^empty}}no{{/empty}}]             => [no]
          [{{^name}}no{{/name}}]               => []
          {{#name}}{{#empty}}a{{/empty}}b{{/name}} => b
          a{{! a comment }}b                   => ab
          {{=<% %>=}}<% name %> {{name}}       => Ann {{name}}
          {name} {"a": 1}                      => {name} {"a": 1}
          """)
  void itRendersWhatMustacheSays(String source, String expected) {
    assertThat(rendered(source)).isEqualTo(expected);
  }

  @Test
  void textAcrossLinesKeepsItsLineBreaks() {
    assertThat(rendered("{{name}}\n\n {{empty}}\nend\n")).isEqualTo("Ann\n\n \nend\n");
  }

  @Test
  void itTellsTheNamesItReadsEachOnce() {
    assertThat(template("{{a}} {{#b}}{{.}}{{c d}}{{/b}}{{^e}}x{{/e}}{{a}}{{! f }}").names())
        .containsExactly("a", "b", "c d", "e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{name",
        "{{}}",
        "{{ }}",
        "{{#name}}",
        "{{/name}}",
        "{{>name}}",
        "{{<name}}{{/name}}",
        "{{$name}}x{{/name}}",
        "{{#a}}{{/b}}",
        "{{{name}}",
        "{{a{b}}",
        "{{! open"
      })
  void whatIsNoTemplateIsAProblemAndNeverAnException(String source) {
    var problems = new ArrayList<String>();
    Template.of(source, problems::add);
    assertThat(problems).hasSize(1);
  }

  @Test
  void aPartialIsRefusedWithTheWayToAColumnSoNamed() {
    var problems = new ArrayList<String>();
    Template.of("{{>x}}", problems::add);
    assertThat(problems.getFirst()).contains("{{{>x}}}");
  }

  @Test
  void singleBracesAreFoundOnlyWhereAColumnIsMeant() {
    var scope = new Columns(List.of("name", "Org Name"), List.of());
    assertThat(template("{name} {Org Name} {other} {{name}} {\"a\": 1}").singleBraced(scope))
        .containsExactly("name", "Org Name");
  }

  @Test
  void templatesOfTheSameTextAreEqual() {
    assertThat(template("{{a}}")).isEqualTo(template("{{a}}")).isNotEqualTo(template("{{b}}"));
  }
}
