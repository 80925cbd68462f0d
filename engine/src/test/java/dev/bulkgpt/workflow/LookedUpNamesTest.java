package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.step.BuiltInSteps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What cannot be seen in a column's name does not matter when it is looked up, as long as only one
/// column looks like that.
class LookedUpNamesTest {

  private static final WorkflowReader READER = new WorkflowReader(BuiltInSteps.kinds());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first name",
        "\u200bfirst name",
        "\ufefffirst name",
        "first\u00a0name",
        "first\u2007name",
        "first\u202fname",
        "first\nname",
        "first\r\nname",
        "first  name",
        "fi\u00adrst name",
        "first\u200c name\u200d",
        "first\u2060 name ",
        "\tfirst name"
      })
  void aNameIsFoundAsItLooks(String column) {
    var columns = new Columns(List.of("id", column), List.of());
    assertThat(columns.find("first name")).hasValue(1);
    assertThat(columns.find(column)).hasValue(1);
    Row row = columns.row(new String[] {"1", "Ann"});
    assertThat(template("{{first name}}").bind(columns).apply(row)).isEqualTo("Ann");
    assertThat(template("{{first\nname}}").bind(columns).apply(row)).isEqualTo("Ann");
    assertThat(
            template("{{#first\nname}}{{first\r\nname}}{{/first\nname}}").bind(columns).apply(row))
        .isEqualTo("Ann");
    assertThat(new Condition("row[\"first name\"] == \"Ann\"").bind(columns).apply(row))
        .isEqualTo(new Evaluated.Value<>(true));
  }

  @Test
  void anAccentMayBeACharacterOfItsOwn() {
    var columns = new Columns(List.of("Pre\u0301nom", "Größe"), List.of());
    assertThat(columns.find("Prénom")).hasValue(0);
    assertThat(columns.find("Gro\u0308ße")).hasValue(1);
  }

  @Test
  void anIdentifierFindsItsColumnToo() {
    var columns = new Columns(List.of("te\u200bxt"), List.of());
    Row row = columns.row(new String[] {"red"});
    assertThat(new Condition("text == \"red\"").bind(columns).apply(row))
        .isEqualTo(new Evaluated.Value<>(true));
  }

  @Test
  void ofTwoThatLookAlikeOnlyTheExactOneIsFound() {
    var columns = new Columns(List.of("te\u200bxt", "text", " a", "a "), List.of());
    assertThat(columns.find("text")).hasValue(1);
    assertThat(columns.find("te\u200bxt")).hasValue(0);
    assertThat(columns.find("te\u200b\u200bxt")).isEmpty();
    assertThat(columns.find("a")).isEmpty();
    assertThat(columns.find("a ")).hasValue(3);
  }

  /// A family of three and three people in a row are two names.
  @Test
  void theJoinersOfEmojiAreSeen() {
    String family = "👨\u200d👩\u200d👧";
    var columns = new Columns(List.of(family, "👨👩👧"), List.of());
    assertThat(columns.find(family)).hasValue(0);
    assertThat(columns.find("👨👩👧")).hasValue(1);
    assertThat(new Columns(List.of(family), List.of()).find("👨👩👧")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          {{ text | upper }}  => A tag names a column and computes nothing: write {{text}}.
          {{text.strip()}}    => A tag names a column and computes nothing: write {{text}}.
          {{row.text}}        => A column is named alone: {{text}}.
          {{input.text}}      => A column is named alone: {{text}}.
          {{item["text"]}}    => A column is named alone: {{text}}.
          {{else}}            => {{^text}}…{{/text}}
          {{Text}}            => The nearest valid one is "text".
          {{t\u200bexxt}}     => There is no column "t<U+200B>exxt". The nearest valid one is "text".
          {{dup}}             => Several columns look like "dup": "dup<U+0020>", "<U+0020>dup". Rename all but one
          """)
  void anUnknownNameIsToldWithWhatCannotBeSeen(String template, String told) {
    var reading =
        READER.read(
            "name: a\nsteps:\n  - id: s\n    transform:\n      columns:\n        x: '%s'\n"
                .formatted(template.replace("\\u200b", "\u200b")));
    var problems = reading.workflow().orElseThrow().check(List.of("text", "dup ", " dup"));
    assertThat(problems)
        .singleElement()
        .satisfies(it -> {
          assertThat(it.message()).contains(told);
          assertThat(it.line()).isEqualTo(6);
        });
  }

  @Test
  void aBareWordInAConditionIsToldToNeedQuotes() {
    var reading = READER.read("name: a\nsteps:\n  - id: s\n    filter: {keep_if: text == red}\n");
    assertThat(reading.workflow().orElseThrow().check(List.of("text")))
        .singleElement()
        .satisfies(it -> assertThat(it.message()).contains("it stands in quotes: \"red\""));
  }

  @Test
  void aStepsColumnMayNotLookLikeTheInputs() {
    var reading = READER.read("name: a\nsteps:\n  - id: s\n    transform: {columns: {text: x}}\n");
    assertThat(reading.workflow().orElseThrow().check(List.of("te\u200bxt")))
        .singleElement()
        .satisfies(it -> assertThat(it.message()).contains("te<U+200B>xt").contains("rename"));
  }

  private static Template template(String source) {
    var problems = new ArrayList<String>();
    Template template = Template.of(source, problems::add);
    assertThat(problems).isEmpty();
    return template;
  }
}
