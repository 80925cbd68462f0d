package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.step.BuiltInSteps;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is valid and hardly meant is told before it costs; what other tools call a thing is told in
/// our words.
class DoubtfulWorkflowsTest {

  private static final WorkflowReader READER = new WorkflowReader(BuiltInSteps.kinds());

  static List<Corpus.Case> doubtful() {
    return Corpus.cases("/workflow/doubtful.txt");
  }

  @ParameterizedTest
  @MethodSource("doubtful")
  void aDoubtIsAWarning(Corpus.Case doubtful) {
    var reading = READER.read(doubtful.document());
    assertThat(reading.workflow()).isPresent();
    assertThat(
            reading.problems().stream()
                .map(it -> "%d :: %s :: %s".formatted(it.line(), it.place(), it.message())))
        .containsExactlyElementsOf(doubtful.expected());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          {steps: [], prompt: x}                          => A prompt is a step
          {steps: [], tasks: x}                           => a list called steps
          {steps: [], model: x}                           => stand in each prompt
          {steps: [], batch_size: 5}                      => --concurrency
          {steps: [], output_columns: [a]}                => output: [answer]
          {steps: [], description: x}                     => as a comment
          {steps: [{name: x, prompt: {}}]}                => is its id
          {steps: [{id: x, if: y, prompt: {}}]}           => run_if
          {steps: [{id: x, type: prompt}]}                => the name of its settings
          {steps: [{id: x, model: y, prompt: {}}]}        => one level deeper
          {steps: [{id: x, prompt: {prompt_template: y}}]}  => The question is called user
          {steps: [{id: x, prompt: {template: y}}]}         => The question is called user
          {steps: [{id: x, prompt: {instruction: y}}]}      => The question is called user
          {steps: [{id: x, prompt: {instructions: y}}]}     => The question is called user
          {steps: [{id: x, prompt: {messages: []}}]}        => system
          {steps: [{id: x, prompt: {max_tokens: 5}}]}       => max_output_tokens: 500
          {steps: [{id: x, prompt: {response_format: y}}]}  => output_schema
          {steps: [{id: x, prompt: {json_schema: y}}]}      => output_schema
          {steps: [{id: x, prompt: {output_columns: y}}]}   => output: {colour
          {steps: [{id: x, prompt: {engine: y}}]}           => The model is called model
          {steps: [{id: x, prompt: {model_name: y}}]}       => The model is called model
          {steps: [{id: x, prompt: {retries: 3}}]}          => calls are repeated
          {steps: [{id: x, prompt: {batch_size: 3}}]}       => as fast as the provider takes them
          {steps: [{id: x, prompt: {top_p: 1}}]}            => temperature
          {steps: [{id: x, prompt: {api_key: y}}]}          => bulkgpt.yaml
          {steps: [{id: x, prompt: {labels: [a]}}]}         => of kind classify
          {steps: [{id: x, classify: {categories: [a]}}]}   => labels: [billing, shipping]
          {steps: [{id: x, classify: {threshold: 1}}]}      => min_score
          {steps: [{id: x, classify: {temperature: 1}}]}    => of kind prompt
          {steps: [{id: x, classify: {input: y}}]}          => is called text
          {steps: [{id: x, filter: {where: y}}]}            => keep_if
          {steps: [{id: x, transform: {fields: y}}]}        => is called columns
          {steps: [{id: x, transform: {columns: {a: {expression: y}}}}]} => {cel:
          {steps: [{id: x, prompt: {output: {a: {values: [b]}}}}]}       => enum
          {steps: [{id: x, classify: {labels: {a: {desc: b}}}}]}         => called description
          {steps: [{id: x, prompt: {cache: {scope: workspace, max_age: 1}}}]} => called ttl
          """)
  void anotherToolsNameIsToldInOurs(String document, String told) {
    var problems = READER.read(document).problems();
    assertThat(problems).anyMatch(it -> it.message().contains(told));
    assertThat(problems).noneMatch(it -> it.message().contains("nearest valid"));
  }
}
