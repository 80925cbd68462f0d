package dev.bulkgpt.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.ErrorCode;
import dev.bulkgpt.workflow.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The kinds that need no model: `transform` and `filter`.
class ComputedStepsTest {

  @Test
  void aColumnIsATemplateOrAnExpression() throws InterruptedException {
    OneStep step =
        new OneStep(
            "transform: {columns: {hello: 'Hi {{subject}}', twice: {cel: 'int(n) * 2'}, parts: {cel:"
                + " '[subject, n]'}, long: {cel: 'size(body) > 3'}}}");
    assertThat(step.run("Ada", "text", "", "21"))
        .isEqualTo(new Outcome.Done(List.of("Hi Ada", "42", "[\"Ada\",\"21\"]", "true")));
  }

  @Test
  void aColumnThatCannotBeWorkedOutFailsTheRowByName() throws InterruptedException {
    OneStep step = new OneStep("transform: {columns: {ok: x, twice: {cel: 'int(n) * 2'}}}");
    assertThat(step.run("", "", "", "many"))
        .isInstanceOfSatisfying(
            Outcome.Reject.class,
            it -> {
              assertThat(it.code()).isEqualTo(ErrorCode.TEMPLATE_ERROR);
              assertThat(it.message()).startsWith("columns.twice could not be evaluated");
            });
  }

  @Test
  void aFilterKeepsLetsGoOrSaysWhyItCannotTell() throws InterruptedException {
    OneStep step = new OneStep("filter: {keep_if: 'int(n) > 10'}");
    assertThat(step.run("", "", "", "11")).isEqualTo(new Outcome.Done(List.of()));
    assertThat(step.run("", "", "", "10")).isEqualTo(new Outcome.Skip());
    assertThat(step.run("", "", "", "ten"))
        .isInstanceOfSatisfying(
            Outcome.Reject.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.TEMPLATE_ERROR));
  }
}
