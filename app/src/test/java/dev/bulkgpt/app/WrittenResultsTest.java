package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenResultsTest {

  @TempDir private Path work;

  private WrittenResults results;

  @BeforeEach
  void open() throws IOException {
    results = new WrittenResults(Files.createDirectory(work.resolve("run")));
  }

  @Test
  void aFileIsTheRunsOwnWhileItIsAsItWasWritten() throws IOException {
    Path result = Files.writeString(work.resolve("r.csv"), "a\r\n");
    assertThat(results.has(result)).isFalse();

    results.add(result);
    assertThat(results.has(result)).isTrue();

    Files.writeString(result, "a\r\nb\r\n");
    assertThat(results.has(result)).isFalse();
  }

  @Test
  void aFileUnderAnotherNameIsNot() throws IOException {
    Path result = Files.writeString(work.resolve("r.csv"), "a\r\n");
    results.add(result);

    assertThat(results.has(Files.move(result, work.resolve("s.csv")))).isFalse();
  }

  @Test
  void onlyTheLatestPlacesAreKept() throws IOException {
    Path first = Files.writeString(work.resolve("0.csv"), "");
    results.add(first);
    for (int i = 1; i < 100; i++) {
      results.add(Files.writeString(work.resolve(i + ".csv"), ""));
    }
    assertThat(results.has(first)).isTrue();

    results.add(Files.writeString(work.resolve("100.csv"), ""));

    assertThat(results.has(first)).isFalse();
    assertThat(results.has(work.resolve("1.csv"))).isTrue();
  }

  @Test
  void aRunStartedAnewStillKnowsItsFiles() throws IOException {
    Path result = Files.writeString(work.resolve("r.csv"), "a\r\n");
    LocalRun run = new LocalRun("0123", work.resolve("run"));
    run.results().add(result);

    run.clear();

    assertThat(run.results().has(result)).isTrue();
  }
}
