package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.Money;
import dev.bulkgpt.step.BuiltInSteps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowReaderTest {

  private static final WorkflowReader READER = new WorkflowReader(BuiltInSteps.kinds());

  private static Workflow read(String document) {
    var reading = READER.read(document);
    assertThat(reading.problems()).isEmpty();
    return reading.workflow().orElseThrow();
  }

  private static Workflow triage() throws IOException {
    try (InputStream in = WorkflowReaderTest.class.getResourceAsStream("/workflow/triage.yaml")) {
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void theExampleOfTheLanguageIsRead() throws IOException {
    Workflow workflow = triage();
    assertThat(workflow.name()).isEqualTo("Support triage");
    assertThat(workflow.steps())
        .extracting(PlannedStep::columns)
        .containsExactly(
            List.of("topic", "topic_score"), List.of("reply"), List.of("order_id", "urgency"));
    assertThat(workflow.output()).containsExactly("topic", "reply", "order_id", "urgency");
    assertThat(workflow.maxCost()).contains(Money.ofNanoUsd(5_000_000_000L));
    assertThat(workflow.models())
        .containsExactlyInAnyOrder(
            new ModelId("local", "bge-small"), new ModelId("openai", "gpt-5-mini"));
    assertThat(workflow.check(List.of("subject", "body"))).isEmpty();
  }

  @Test
  void withoutAnOutputListEveryAddedColumnIsInTheResult() {
    Workflow workflow =
        read(
            """
            name: a
            steps:
              - {id: one, transform: {columns: {b: x, a: y}}}
              - {id: two, prompt: {model: openai/m, user: "{{x}}"}}
            """);
    assertThat(workflow.output()).containsExactly("b", "a", "two");
    assertThat(workflow.maxCost()).isEmpty();
  }

  @Test
  void aColumnThatAnEarlierStepAddedIsPrefixed() {
    Workflow workflow =
        read(
            """
            name: a
            steps:
              - {id: one, transform: {columns: {x: "1"}}}
              - {id: two, transform: {columns: {x: "{{x}}{{one.x}}", y: "2"}}}
              - {id: three, transform: {columns: {z: "{{two.x}}{{two.y}}{{y}}"}}}
            output: [two.x, one.x]
            """);
    assertThat(workflow.steps().get(1).columns()).containsExactly("two.x", "y");
    assertThat(workflow.output()).containsExactly("two.x", "x");
  }

  @ParameterizedTest
  @CsvSource({
    "5,5000000000",
    "0.000000001,1",
    "2.50,2500000000",
    "1e-3,1000000",
    "1000000000,1000000000000000000"
  })
  void theCapIsExact(String usd, long nano) {
    Workflow workflow =
        read(
            "name: a\nmax_cost_usd: %s\nsteps: [{id: s, transform: {columns: {c: x}}}]"
                .formatted(usd));
    assertThat(workflow.maxCost()).contains(Money.ofNanoUsd(nano));
  }

  @Test
  void numbersAndBooleansStandForTheirSpellingWhereATextIsWanted() {
    Workflow workflow =
        READER
            .read(
                """
                name: 2024
                steps:
                  - id: yesno
                    classify: {text: 1.50, labels: [no, true, 007, 1.0]}
                  - id: level
                    prompt: {model: openai/m, user: "{{yesno}}", output: {level: {enum: [1, 2.0]}}}
                """)
            .workflow()
            .orElseThrow();
    assertThat(workflow.name()).isEqualTo("2024");
    assertThat(workflow.canonical())
        .contains("{\"no\":\"no\",\"true\":\"true\",\"007\":\"007\",\"1.0\":\"1.0\"}")
        .contains("\"text\":\"1.50\"")
        .contains("\"enum\":[\"1\",\"2.0\"]");
  }

  @Test
  void labelsHaveThreeSpellings() {
    Workflow workflow =
        read(
            """
            name: a
            steps:
              - {id: one, classify: {text: "{{t}}", labels: [a, b]}}
              - {id: two, classify: {text: "{{t}}", labels: {a: , b: a sentence}}}
              - id: three
                classify:
                  text: "{{t}}"
                  labels:
                    a: {description: a sentence, examples: [one, 2]}
                    b: {examples: [x]}
            """);
    assertThat(workflow.canonical())
        .contains("\"labels\":{\"a\":\"a\",\"b\":\"b\"}")
        .contains("\"labels\":{\"a\":\"a\",\"b\":\"a sentence\"}")
        .contains("{\"description\":\"a sentence\",\"examples\":[\"one\",\"2\"]}")
        .contains("{\"description\":\"b\",\"examples\":[\"x\"]}");
  }

  @Test
  void aTimeOfTheCacheIsOneHoweverItIsSpelled() {
    var reading =
        READER.read(
            """
            name: a
            steps:
              - {id: s, prompt: {model: openai/m, user: "{{x}}", cache: {scope: workspace, ttl: 168h}}}
            """);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.workflow().orElseThrow().canonical())
        .contains("\"cache\":{\"scope\":\"workspace\",\"ttl\":\"7d\"}");
  }

  @Test
  void resolvedPromptsShowTheFirstRowAndWhatStepsWillAdd() throws IOException {
    assertThat(
            triage()
                .resolvedPrompts(List.of("subject", "body"), new String[] {"Hello", "my {{body}}"}))
        .containsEntry("steps[0].classify.text", "Hello\nmy {{body}}")
        .containsEntry("steps[1].prompt.user", "Hello\nmy {{body}}\n")
        .containsKeys("steps[1].prompt.system", "steps[2].prompt.user");
    Workflow second =
        read(
            """
            name: a
            steps:
              - {id: topic, transform: {columns: {x: "{{a}}"}}}
              - {id: two, prompt: {model: openai/m, user: "{{x}}, {{topic.x}}"}}
            """);
    assertThat(second.resolvedPrompts(List.of("a"), new String[] {"1"}))
        .containsEntry("steps[1].prompt.user", "{{x}}, {{x}}");
  }
}
