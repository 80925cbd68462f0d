package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Results as workbooks: by the file's name on the command line, by the path of the API.
class WorkbookResultTest {

  private static final String DOUBLE =
      """
      name: Double
      steps:
        - id: twice
          transform:
            columns:
              twice: "{{text}}{{text}}"
      """;

  private static final String TEXT_CELL = "t=\"inlineStr\"><is><t>";

  @TempDir Path work;

  private Program program;

  @BeforeEach
  void writeTheFiles() {
    program = new Program(work);
    program.file("w.yaml", DOUBLE);
    program.file("in.csv", "id,text\r\n007,=1+1\r\n");
    program.file("half.csv", "id,text\r\n1,a\r\n2," + "x".repeat(20_000) + "\r\n");
    program.file("long.csv", "id,text\r\n1,a\r\n2," + "x".repeat(32_768) + "\r\n");
  }

  @Test
  void aNameThatEndsInXlsxMakesItAWorkbook() throws IOException {
    Program.Ended ended = program.run("run", "w.yaml", "in.csv", "-o", "Result.XLSX");

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("Result: Result.XLSX");
    assertThat(sheet(work.resolve("Result.XLSX")))
        .contains(TEXT_CELL + "007<", TEXT_CELL + "=1+1<", TEXT_CELL + "=1+1=1+1<")
        .doesNotContain("<f>");
  }

  @ParameterizedTest
  @CsvSource({
    "r.xls, not as .xls",
    "r.ods, not as .ods",
    "r.xlsx --bom, --bom is about a .csv",
    "r.xlsx --formulas raw, --formulas is about a .csv"
  })
  void whatMakesNoSenseIsRefusedBeforeTheRun(String output, String why) {
    Program.Ended ended = program.run(("run w.yaml in.csv -o " + output).split(" "));

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).contains(why).doesNotContain("\tat ");
    assertThat(work.resolve("data/runs")).doesNotExist();
  }

  @Test
  void anInputThatDoesNotFitIsRefusedAndGoesOnAsACsv() {
    Program.Ended refused = program.run("run", "w.yaml", "long.csv", "-o", "r.xlsx");

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("Row 2, `text`", "32,767", "32,768", "write a .csv");
    assertThat(work.resolve("r.xlsx")).doesNotExist();
    assertThat(program.run("run", "w.yaml", "long.csv", "-o", "r.csv").exit()).isZero();
  }

  @Test
  void anAnswerThatDoesNotFitIsCutAndTold() throws IOException {
    Program.Ended ended = program.run("run", "w.yaml", "half.csv", "-o", "r.xlsx", "--json");

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("1 cell was cut. Row 2, `twice`", "40,000");
    assertThat(sheet(work.resolve("r.xlsx")))
        .contains(TEXT_CELL + "x".repeat(32_767) + "<")
        .contains(TEXT_CELL + "x".repeat(20_000) + "<");
  }

  @Test
  void theServerGivesOneToo() throws IOException {
    try (RunningServer server = new RunningServer(program)) {
      program.with("BULKGPT_SERVER", server.url()).with("BULKGPT_KEY", server.key());
      String workflow = server.workflow(DOUBLE);
      JsonNode task = server.run(workflow, "id,text\r\n007,=1+1\r\n");
      String id = task.path("id").asString();

      HttpResponse<String> answer = server.get("/api/v1/tasks/" + id + "/result.xlsx?meta=full");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
      assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment");

      Program.Ended fetched = program.run("tasks", "result", id, "-o", "r.xlsx", "--meta", "full");
      assertThat(fetched.exit()).as(fetched.err()).isZero();
      assertThat(sheet(work.resolve("r.xlsx"))).contains(TEXT_CELL + "007<", "_cost_usd");

      JsonNode half = server.run(workflow, "id,text\r\n2," + "x".repeat(20_000) + "\r\n");
      HttpResponse<String> refused =
          server.get("/api/v1/tasks/" + half.path("id").asString() + "/result.xlsx");
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body())
          .contains("urn:bulkgpt:problem:too-large-for-a-workbook", "`twice`", "result.csv");
    }
  }

  private static String sheet(Path book) throws IOException {
    try (ZipFile zip = new ZipFile(book.toFile());
        InputStream in = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
