package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.step.BuiltInSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Renders the page again when run with `-DrenderReference=true`: `mvn -pl engine -am test
/// -Dtest=WorkflowReferenceTest -DrenderReference=true -Dsurefire.failIfNoSpecifiedTests=false`.
class WorkflowReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "workflow-reference.md");

  @Test
  void thePageInTheRepositoryIsTheRenderedOne() throws IOException {
    String rendered = WorkflowReference.render(BuiltInSteps.kinds());
    if (Boolean.getBoolean("renderReference")) {
      Files.writeString(PAGE, rendered);
    }
    assertThat(PAGE).hasContent(rendered);
  }

  @Test
  void theExampleOfThePageIsAWorkflow() {
    String page = WorkflowReference.render(BuiltInSteps.kinds());
    int start = page.indexOf("```yaml\n") + "```yaml\n".length();
    String example = page.substring(start, page.indexOf("```", start));
    assertThat(new WorkflowReader(BuiltInSteps.kinds()).read(example).problems()).isEmpty();
  }

  @Test
  void everySettingOfEveryKindIsOnThePage() {
    String page = WorkflowReference.render(BuiltInSteps.kinds());
    for (StepKind kind : BuiltInSteps.kinds().all()) {
      assertThat(page).contains("### `" + kind.name() + "`");
      kind.settings().forEach(it -> assertThat(page).contains("| `" + it.name() + "` |"));
    }
  }
}
