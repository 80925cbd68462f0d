package dev.bulkgpt.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Renders the reference page of the workflow language, in Markdown, from the step kinds. What
/// holds for every kind stands in a resource beside this class.
public final class WorkflowReference {

  private static final String INTRODUCTION = "workflow-reference-introduction.md";

  private WorkflowReference() {}

  public static String render(StepKinds kinds) {
    var page = new StringBuilder(introduction());
    page.append("\n## Step kinds\n");
    kinds.all().forEach(kind -> page.append(section(kind)));
    return page.toString();
  }

  private static String section(StepKind kind) {
    var section =
        new StringBuilder(
            """

            ### %s

            %s

            Adds: %s

            | setting | is | what it does |
            |---|---|---|
            """
                .formatted("`" + kind.name() + "`", kind.help(), kind.adds()));
    kind.settings().forEach(setting -> section.append(row(setting)));
    return section.toString();
  }

  private static String row(Setting setting) {
    String need =
        setting
            .fallback()
            .map(it -> "default `" + it + "`")
            .orElse(setting.isRequired() ? "required" : "optional");
    return "| `%s` | %s; %s | %s |\n"
        .formatted(setting.name(), cell(setting.type().words()), need, cell(setting.help()));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String introduction() {
    try (var page = WorkflowReference.class.getResourceAsStream(INTRODUCTION)) {
      if (page == null) {
        throw new IllegalStateException("missing resource " + INTRODUCTION);
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
