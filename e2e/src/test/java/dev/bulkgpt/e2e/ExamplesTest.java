package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples do what they say: all are valid, and the first one, which needs no key, is right.
class ExamplesTest {

  private static final Path EXAMPLES = Program.root().resolve("examples");
  private static final double AGREEMENT = 0.85;

  @TempDir Path work;

  @ParameterizedTest
  @CsvSource({
    "support-triage.yaml,support-tickets.csv",
    "product-descriptions.yaml,products.csv",
    "lead-enrichment.yaml,leads.csv"
  })
  void isValidWithItsInput(String workflow, String input) {
    Program.Ended ended =
        new Program(work)
            .with("OPENAI_API_KEY", "sk-test")
            .run(
                "validate",
                EXAMPLES.resolve(workflow).toString(),
                EXAMPLES.resolve(input).toString());

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("Row 1 gives:");
  }

  @Test
  void everyWorkflowThereIsIsTested() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      assertThat(files.filter(file -> file.toString().endsWith(".yaml"))).hasSize(3);
    }
  }

  @Test
  void ticketsAreSortedAsAPersonWould() {
    Path result = work.resolve("result.csv");
    Program.Ended ended =
        new Program(work)
            .run(
                "run",
                EXAMPLES.resolve("support-triage.yaml").toString(),
                EXAMPLES.resolve("support-tickets.csv").toString(),
                "-o",
                result.toString());

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err()).doesNotContain("WARN");
    List<NamedCsvRecord> tickets = Csv.read(EXAMPLES.resolve("support-tickets.csv"));
    List<NamedCsvRecord> rows = Csv.read(result);
    assertThat(tickets).hasSizeGreaterThanOrEqualTo(200);
    assertThat(rows).hasSameSizeAs(tickets);
    Set<String> labels = Set.copyOf(Csv.column(result, "expected_topic"));
    assertThat(Csv.column(result, "topic")).isSubsetOf(labels);
    long agreeing =
        rows.stream()
            .filter(row -> row.getField("topic").equals(row.getField("expected_topic")))
            .count();
    assertThat((double) agreeing / rows.size()).isGreaterThanOrEqualTo(AGREEMENT);
    System.out.printf("%d of %d topics as expected%n", agreeing, rows.size());
  }
}
