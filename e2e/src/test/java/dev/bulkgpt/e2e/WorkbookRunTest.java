package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workbooks on the command line: read like a CSV.
class WorkbookRunTest {

  private static final String JAN =
      "\ufeffInput_1,day,line,_status,_error\r\nJan,2024-01-01,Jan 2024-01-01,succeeded,\r\n";

  @TempDir Path work;

  private Program program;

  @BeforeEach
  void aWorkflowAndAWorkbook() throws IOException {
    program = new Program(work);
    program.file(
        "w.yaml",
        """
        name: Line
        steps:
          - id: line
            transform:
              columns:
                line: "{{Input_1}} {{day}}"
        """);
    Files.write(work.resolve("book.xlsx"), Workbooks.janAndFeb());
  }

  @Test
  void theFirstSheetIsReadAndTold() throws IOException {
    Program.Ended ended = program.run("run", "w.yaml", "book.xlsx", "-o", "r.csv");

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err())
        .contains(
            "book.xlsx: note: the sheet `Jan` is read, the first visible one; the workbook also has `Feb`; --sheet names another");
    assertThat(work.resolve("r.csv")).hasContent(JAN);
  }

  @Test
  void aRunRemembersItsSheet() throws IOException {
    program.run("run", "w.yaml", "book.xlsx", "-o", "r.csv", "--sheet", "feb");
    assertThat(work.resolve("r.csv")).content().contains("Feb,2024-02-01");

    assertThat(program.run("run", "w.yaml", "book.xlsx", "-o", "r.csv").err())
        .contains("this run was begun with the sheet `Feb`; --sheet with --fresh reads another");
    Program.Ended other =
        program.run("run", "w.yaml", "book.xlsx", "-o", "r.csv", "--sheet", "jan");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err())
        .contains("read as the sheet `Feb`. Add --fresh to read it another way.");

    program.run("run", "w.yaml", "book.xlsx", "-o", "r.csv", "--sheet", "jan", "--fresh");
    assertThat(work.resolve("r.csv")).hasContent(JAN);
  }

  @Test
  void standardInputMayBeAWorkbook() {
    program.reading(work.resolve("book.xlsx"));

    Program.Ended ended = program.run("run", "w.yaml", "-");

    assertThat(ended.out()).isEqualTo(JAN);
    assertThat(ended.err()).doesNotContain("name says");
  }

  @Test
  void aNameThatSaysOtherwiseIsTold() throws IOException {
    Files.write(work.resolve("book.csv"), Workbooks.janAndFeb());
    program.file("rows.xlsx", "Input_1,day\nx,y\n");

    assertThat(program.run("validate", "w.yaml", "book.csv").out())
        .contains("read as the sheet `Jan`")
        .contains("this is a workbook, whatever its name says");
    assertThat(program.run("validate", "w.yaml", "rows.xlsx").out())
        .contains("this is no workbook, as its name says, but a CSV");
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    Program.Ended sheet = program.run("validate", "w.yaml", "book.xlsx", "--sheet", "Mar");

    assertThat(sheet.exit()).isEqualTo(2);
    assertThat(sheet.err())
        .contains("book.xlsx: The workbook has no sheet `Mar`. Its sheets are `Jan`, `Feb`.");
  }
}
