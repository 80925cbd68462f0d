package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.step.BuiltInSteps;
import org.junit.jupiter.api.Test;

class CanonicalTest {

  private static final WorkflowReader READER = new WorkflowReader(BuiltInSteps.kinds());

  private static final String YAML =
      """
      # a comment
      name: Orders
      max_cost_usd: 2.50
      steps:
        - id: topic
          classify:
            labels: [billing, shipping]
            text: &body "{{body}}"
            model: local/bge-small
        - id: facts
          skip_if: topic == "billing"
          prompt:
            user: *body
            model: openai/gpt-5-mini
            temperature: 1.0
            cache: task
            images: []
            output_schema:
              type: object
              required: [b, a]
              properties: {b: {type: string}, a: {enum: [1, 2], type: integer}}
              additionalProperties: false
      """;

  private static final String JSON =
      """
      {"steps": [
        {"classify": {"text": "{{body}}", "labels": {"billing": "billing", "shipping": null}}, "id": "topic"},
        {"prompt": {"model": "openai/gpt-5-mini", "user": "{{body}}", "temperature": 1,
          "output_schema": {"additionalProperties": false, "properties": {"b": {"type": "string"},
            "a": {"type": "integer", "enum": [1, 2]}}, "required": ["b", "a"], "type": "object"}},
          "skip_if": "topic == \\"billing\\"", "id": "facts"}],
       "output": ["topic", "topic_score", "b", "a"],
       "name": "Orders", "max_cost_usd": 2.5}
      """;

  private static Workflow read(String document) {
    var reading = READER.read(document);
    assertThat(reading.problems()).isEmpty();
    return reading.workflow().orElseThrow();
  }

  @Test
  void equalWorkflowsWrittenDifferentlyAreOneText() {
    assertThat(read(YAML).canonical()).isEqualTo(read(JSON).canonical());
  }

  @Test
  void theReaderReadsItBack() {
    Workflow workflow = read(YAML.replace("max_cost_usd: 2.50", ""));
    assertThat(read(workflow.canonical())).isEqualTo(workflow);
  }

  @Test
  void anotherCapIsNoOtherWorkflow() {
    Workflow workflow = read(YAML);
    Workflow raised = read(YAML.replace("2.50", "20"));
    assertThat(raised.maxCost()).isNotEqualTo(workflow.maxCost());
    assertThat(raised.canonical()).isEqualTo(workflow.canonical());
  }

  /// Runs that were begun before there was the setting are found again.
  @Test
  void emptyRowsStandInItOnlyWhenTheyAreAsked() {
    assertThat(read("empty: skip\n" + YAML).canonical()).isEqualTo(read(YAML).canonical());
    Workflow asks = read("empty: ask\n" + YAML.replace("max_cost_usd: 2.50", ""));
    assertThat(asks.canonical()).startsWith("{\"empty\":\"ask\",\"name\"");
    assertThat(read(asks.canonical())).isEqualTo(asks);
  }

  @Test
  void keysAreSortedAndDefaultsLeftOut() {
    assertThat(read(YAML).canonical())
        .startsWith("{\"name\":\"Orders\",\"steps\":[{\"classify\":{\"labels\":")
        .doesNotContain("cache", "bge-small", "images", "output\"");
  }

  @Test
  void orderThatHasAMeaningMakesAnotherWorkflow() {
    String text = read(YAML).canonical();
    assertThat(read(YAML.replace("[billing, shipping]", "[shipping, billing]")).canonical())
        .isNotEqualTo(text);
    assertThat(
            read(YAML.replace("{b: {type: string}, a: ", "{c: {type: string}, a: ")
                    .replace("required: [b, a]", "required: [c, a]"))
                .canonical())
        .isNotEqualTo(text);
    assertThat(read(YAML.replace("skip_if", "run_if")).canonical()).isNotEqualTo(text);
  }
}
