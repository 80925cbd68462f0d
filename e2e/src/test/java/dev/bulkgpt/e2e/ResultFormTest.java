package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A result opens where its input came from, and takes nothing's place. No model is asked.
class ResultFormTest {

  private static final String COPY =
      """
      name: Copy
      steps:
        - id: copy
          transform:
            columns:
              copy: "{{text}}"
      """;

  @TempDir Path work;

  private Program program;

  @BeforeEach
  void aWorkflow() {
    program = new Program(work);
    program.file("w.yaml", COPY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      value = {
        "in.csv/UTF-8/id;text~1;Äpfel~/in.result.csv/id;text;copy;_status;_error~1;Äpfel;Äpfel;succeeded;~"
            + "/the input's separator, `;`; --output-separator changes it",
        "in.csv/windows-1252/id;text~1;Äpfel~/in.result.csv/\uFEFFid;text;copy;_status;_error~1;Äpfel;Äpfel;succeeded;~"
            + "/`;`, and a byte order mark; --output-separator and --no-bom",
        "in.tsv/UTF-8/id^text~1^a,b~/in.result.tsv/id^text^copy^_status^_error~1^\"a,b\"^\"a,b\"^succeeded^~"
            + "/separator, a tab;",
        "in.csv/UTF-8/\uFEFFid,text~1,a~/in.result.csv/\uFEFFid,text,copy,_status,_error~1,a,a,succeeded,~"
            + "/begins with a byte order mark"
      })
  void theResultHasTheInputsForm(
      String input, String encoding, String content, String result, String expected, String told)
      throws IOException {
    Files.write(work.resolve(input), lines(content, "\n").getBytes(Charset.forName(encoding)));

    for (int time = 0; time < 2; time++) {
      Program.Ended ended = program.run("run", "w.yaml", input);

      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(ended.err()).containsOnlyOnce(told);
      assertThat(Program.text(work.resolve(result))).isEqualTo(lines(expected, "\r\n"));
    }
  }

  @Test
  void itIsPlainWhenAskedForAndOfAPlainInputNothingIsTold() throws IOException {
    program.file("in.csv", "\uFEFFid;text\n1;=1+1\n");
    Program.Ended asked =
        program.run("run", "w.yaml", "in.csv", "-o", "-", "--output-separator", ",", "--no-bom");
    assertThat(asked.out())
        .isEqualTo("id,text,copy,_status,_error\r\n1,'=1+1,'=1+1,succeeded,\r\n");
    assertThat(asked.err()).doesNotContain("The result");

    program.file("plain.csv", "id,text\n1,+49 30 123456\n");
    Program.Ended plain = program.run("run", "w.yaml", "plain.csv");
    assertThat(plain.err()).doesNotContain("The result");
    assertThat(Program.text(work.resolve("plain.result.csv")))
        .endsWith("\r\n1,+49 30 123456,+49 30 123456,succeeded,\r\n");
  }

  @Test
  void whatLiesInItsPlaceAndIsNotTheRunsIsKept() throws IOException {
    program.file("in.csv", "text\nred\n");
    program.file("in.result.csv", "mine");

    Program.Ended first = program.run("run", "w.yaml", "in.csv");
    assertThat(first.err()).contains("kept as in.result.1.csv");
    assertThat(work.resolve("in.result.1.csv")).hasContent("mine");

    Program.Ended again = program.run("run", "w.yaml", "in.csv", "--fresh", "--meta", "full");
    assertThat(again.err()).doesNotContain("kept as");

    program.file("w.yaml", COPY.replace("name: Copy", "name: Other"));
    Files.move(work.resolve("in.result.csv"), work.resolve("real.csv"));
    Files.createSymbolicLink(work.resolve("in.result.csv"), work.resolve("real.csv"));
    Program.Ended other = program.run("run", "w.yaml", "in.csv");
    assertThat(other.err()).contains("kept as in.result.2.csv");
    assertThat(Program.text(work.resolve("in.result.2.csv"))).contains(",_cost_usd,");
    assertThat(work.resolve("in.result.csv")).isSymbolicLink();
    assertThat(Program.text(work.resolve("real.csv"))).doesNotContain("_cost_usd");

    program.file("named.csv", "old");
    assertThat(program.run("run", "w.yaml", "in.csv", "-o", "named.csv").err())
        .doesNotContain("kept as");
  }

  private static String lines(String text, String lineBreak) {
    return text.replace("^", "\t").replace("~", lineBreak);
  }
}
