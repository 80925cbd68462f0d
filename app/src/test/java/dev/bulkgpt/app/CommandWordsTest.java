package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// A slip on the command line ends in a sentence of ours and status 2: no class, no trace, no
/// library's words.
class CommandWordsTest {

  private static final String WORKFLOW =
      "name: a\nsteps:\n  - id: x\n    transform: {columns: {y: \"{{text}}\"}}\n";

  @TempDir Path work;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(work.resolve("my file.yaml"), WORKFLOW);
    Files.writeString(work.resolve("triage.yaml"), WORKFLOW);
    Files.writeString(work.resolve("rows.csv"), "id,text\n1,red\n");
    Files.createDirectory(work.resolve("folder"));
  }

  /// `@` stands for the folder of the files.
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          run @/my file.yaml @/rows.csv              => A name with blanks stands in quotes: "@/my file.yaml"
          run @/my @/rows.csv                        => A name with blanks stands in quotes: "my file.yaml"
          run @/triage.yaml                          => INPUT.csv is missing: `bulkgpt run WORKFLOW.yaml INPUT.csv`
          run                                        => WORKFLOW.yaml is missing
          run @/triage.yml @/rows.csv                => There is no file @/triage.yml. Beside it lies triage.yaml.
          run @/Triage.yaml @/rows.csv               => There is no file @/Triage.yaml. Beside it lies triage.yaml.
          run @/nowhere/t.yaml @/rows.csv            => There is no folder @/nowhere either.
          run @/zzz @/rows.csv                       => There is no file @/zzz.
          run @/triage.yaml @/Rows.CSV               => Beside it lies rows.csv.
          run @/rows.csv @/triage.yaml               => @/rows.csv is named like a table. The workflow comes first
          validate @/triage.yaml @/my_file.yaml      => There is no file @/my_file.yaml. Beside it lies my file.yaml.
          validate @/triage.yaml @/triage.yaml       => named like a workflow. The workflow comes first
          run @/folder @/rows.csv                    => @/folder is a folder; name a file in it.
          run @/triage.yaml @/folder                 => @/folder is a folder; name a file in it.
          run @/triage.yaml /dev/null                => /dev/null is a device or a pipe; give it as standard input
          run @/triage.yaml @/rows.csv --data @/rows.csv    => The data directory @/rows.csv cannot be used: it is a file or a device
          run @/triage.yaml @/rows.csv --data /dev/null     => it is a file or a device, not a folder. Name another folder with --data
          run @/triage.yaml @/rows.csv --data @/rows.csv/d  => a part of its path is a file, not a folder
          run @/triage.yaml @/rows.csv --limt 5      => There is no option --limt here. The nearest is --limit.
          run @/triage.yaml @/rows.csv --limit x     => --limit takes a whole number, not `x`.
          run @/triage.yaml @/rows.csv --limit       => --limit needs a value
          run @/triage.yaml @/rows.csv --limit 1 --limit 2  => --limit is given twice.
          rnu                                        => There is no command rnu. The nearest is run.
          tasks shw                                  => There is no command shw. The nearest is show.
          """)
  void aSlipIsToldInASentence(String line, String told) {
    Ended ended = run(line.replace("@", work.toString()).split(" "));
    assertThat(ended.err()).contains(told.replace("@", work.toString()));
    assertThat(ended.exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void aFileThatMayNotBeReadIsToldWithTheWayOut() throws IOException {
    Path secret = Files.writeString(work.resolve("secret.csv"), "a\n1\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("-w-------"));
    if (!Files.isReadable(secret)) { // The administrator may read all.
      Ended ended = run("run", work + "/triage.yaml", secret.toString());
      assertThat(ended.err()).contains("This user may not read").contains("chmod u+r");
      assertThat(ended.exit()).isEqualTo(Exit.USAGE);
    }
  }

  private record Ended(int exit, String err) {}

  private static Ended run(String... arguments) {
    var err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(new StringWriter(), true));
    int exit = line.execute(arguments);
    assertThat(err.toString())
        .as(Arrays.toString(arguments))
        .doesNotContain("Exception", "\tat ", "java.", "picocli", "Unmatched", "index");
    return new Ended(exit, err.toString());
  }
}
