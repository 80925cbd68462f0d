package dev.bulkgpt.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.step.BuiltInSteps;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A document that means harm ends in a problem, never in an exception.
class HostileDocumentsTest {

  private static final WorkflowReader READER = new WorkflowReader(BuiltInSteps.kinds());

  static List<String> hostile() {
    String bomb =
        IntStream.range(1, 30)
            .mapToObj(i -> "a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1))
            .collect(Collectors.joining("", "a0: &a0 [x]\n", ""));
    return List.of(
        "[".repeat(200_000),
        "{\"a\":".repeat(100_000),
        "- ".repeat(100_000),
        bomb,
        "a: &a [*a]",
        "a: [" + "\n".repeat(500_000),
        "- ".repeat(15) + "{{a}} b: c: " + "- a: ".repeat(100_000),
        "name: \"{% " + "a".repeat(500_000) + "\"",
        "name: a\nsteps: [{id: s, transform: {columns: {a: \"{{%s\"}}}]"
            .formatted("\\n".repeat(200_000)),
        "name: a\nsteps: [{id: s, filter: {keep_if: '%s'}}]".formatted("{{ = ".repeat(100_000)),
        "a: &a {b: *a}",
        "x".repeat(WorkflowReader.MAX_DOCUMENT_BYTES + 1),
        "é".repeat(WorkflowReader.MAX_DOCUMENT_BYTES / 2 + 1),
        "a: !!javax.script.ScriptEngineManager [x]",
        "a: *nobody",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\u0000",
        "? [a]\n: b",
        "--- a\n--- b",
        "%YAML 3.0\n---\na",
        "<<: {a: b}",
        "max_cost_usd: 1e999999999",
        "max_cost_usd: .inf",
        "max_cost_usd: 0x" + "f".repeat(10_000),
        "a: \"\\x\"",
        "{\"name\": \"a\", \"name\": \"b\"}",
        "name: a\nsteps: [{id: s, filter: {keep_if: \"%s1%s == 1\"}}]"
            .formatted("(".repeat(5_000), ")".repeat(5_000)),
        "name: a\nsteps: [{id: s, transform: {columns: {a: \"%s%s\"}}}]"
            .formatted("{{#a}}".repeat(20_000), "{{/a}}".repeat(20_000)));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void itEndsInAProblem(String document) {
    var reading = READER.read(document);
    assertThat(reading.workflow()).isEmpty();
    assertThat(reading.problems()).anyMatch(Problem::isError).hasSizeLessThanOrEqualTo(101);
  }

  @Property(tries = 300)
  void noDocumentMakesTheReaderThrow(@ForAll("documents") String document) {
    READER.read(document);
  }

  @Provide
  Arbitrary<String> documents() {
    return Arbitraries.of(
            "name: a\n",
            "steps:\n",
            "  - id: s\n",
            "    prompt:\n",
            "      user: ",
            "{{a}}",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "&a",
            "*a",
            "!!",
            "\n",
            " ",
            "\"",
            "'",
            "|\n",
            "%",
            "\t",
            "#",
            "?",
            "-",
            "    transform: {columns: {x: y}}\n",
            "    run_if: ",
            "a ==",
            "1",
            "~",
            "---\n",
            "é")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }
}
