package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

  private static final List<String> COLUMNS =
      List.of(
          "topic", "topic_score", "Org Name", "type", "list", "if", "row", "facts.urgency", "n");

  private static final Columns SCOPE = new Columns(COLUMNS, List.of());

  private static final Row ROW =
      TestRows.of(COLUMNS, "billing", "0.5", "Acme", "a", "b", "c", "d", "high", "no");

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\0',
      textBlock =
          """
          topic == "billing" && double(topic_score) > 0.4  => true
          topic == "shipping"                              => false
          row["Org Name"] == "Acme"                        => true
          row.topic.contains("ill")                        => true
          topic.matches("^b.*g$")                          => true
          size(topic) == 7                                 => true
          topic.startsWith("bill") && topic.endsWith("g")  => true
          int("3") > 2                                     => true
          n == "no"                                        => true
          type == "a" && list == "b"                       => true
          row["if"] == "c" && row["row"] == "d"            => true
          facts.urgency == "high"                          => true
          "nobody" in row                                  => false
          "topic" in row && has(row.topic)                 => true
          ["a", "b"].exists(x, x == type)                  => true
          topic_score in ["0.5"] ? true : false            => true
          """)
  void itHoldsOrNot(String expression, boolean expected) {
    var condition = new Condition(expression);
    assertThat(condition.faults(SCOPE)).isEmpty();
    assertThat(condition.bind(SCOPE).apply(ROW)).isEqualTo(new Evaluated.Value<>(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "double(topic) > 1.0",
        "int(n) == 1",
        "1 / int(\"0\") == 1",
        "row[topic] == \"x\"",
        "timestamp(topic) < timestamp(\"2026-01-01T00:00:00Z\")",
        "topic.matches(\"(\")"
      })
  void whatCannotBeWorkedOutForARowSaysWhy(String expression) {
    assertThat(new Condition(expression).bind(SCOPE).apply(ROW))
        .isInstanceOfSatisfying(
            Evaluated.Broken.class, broken -> assertThat(broken.why()).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topic ==",
        "topic = 'a'",
        "topic",
        "1 + 1",
        "topic + 1 == 2",
        "if == 'a'",
        "unknown(topic)",
        "topic.nothing == 'a'",
        "topic > 0.4",
        ""
      })
  void whatIsNoConditionIsAFault(String expression) {
    assertThat(new Condition(expression).faults(SCOPE)).isNotEmpty();
  }

  @Test
  void aReservedWordIsRefusedWithTheWayToTheColumn() {
    assertThat(new Condition("if == 'a'").faults(SCOPE).getFirst()).contains("row[\"if\"]");
  }

  @Test
  void itTellsTheNamesItReads() {
    var condition =
        new Condition(
            "a == row[\"Org Name\"] && row.b != '' && [c].all(x, x == d) && e.f == '' && !has(row.g)"
                + " && type(h) == string");
    assertThat(condition.names(name -> name.equals("e.f")))
        .containsExactlyInAnyOrder("a", "Org Name", "b", "c", "d", "e.f", "h");
    assertThat(condition.names(_ -> false)).contains("e").doesNotContain("e.f", "string");
  }

  @Test
  void bindingWhatWasNotCheckedIsABug() {
    assertThatThrownBy(() -> new Condition("nobody == 'a'").bind(SCOPE))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\0',
      textBlock =
          """
          topic + "!"                        => billing!
          double(topic_score) * 3.0          => 1.5
          double("119") / 1.19               => 100
          int("7") * 2                       => 14
          double("1e21")                     => 1000000000000000000000
          topic == "billing"                 => true
          [1, 2.5, "a", true, null]          => [1,2.5,"a",true,null]
          {"a": [topic]}                     => {"a":["billing"]}
          null == null ? type : ""           => a
          size(topic)                        => 7
          duration("90s")                    => PT1M30S
          timestamp("2026-01-02T03:04:05Z")  => 2026-01-02T03:04:05Z
          """)
  void aFormulaGivesACell(String expression, String expected) {
    var formula = new Formula(expression);
    assertThat(formula.faults(SCOPE)).isEmpty();
    assertThat(formula.bind(SCOPE).apply(ROW)).isEqualTo(new Evaluated.Value<>(expected));
  }

  @Test
  void anEndlessLoopIsCutOff() {
    String numbers = "[0,1,2,3,4,5,6,7,8,9]";
    String nested =
        "%1$s.all(a, %1$s.all(b, %1$s.all(c, %1$s.all(d, %1$s.all(e, true)))))".formatted(numbers);
    assertThat(new Condition(nested).bind(SCOPE).apply(ROW)).isInstanceOf(Evaluated.Broken.class);
  }
}
