package dev.bulkgpt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data directory on a file system of its own that gets full while a task runs.
class DiskFullOutageTest {

  private static final int ROWS = 4_000;
  private static final int CONCURRENCY = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path work;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(work.resolve("disk"));
    mounted = ran("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString());
    if (!mounted) {
      System.out.println("No full disk here: this system does not let the test mount a small one.");
    }
    Assumptions.assumeTrue(mounted, "mounting a small file system is not permitted");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(ran("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void onAFullDiskTasksWaitUploadsAreToldAndAllGoesOnWhenThereIsRoom() throws Exception {
    Program program = new Program(work).with("BULKGPT_DATA", disk.toString());
    try (SimulatorProcess simulator = new SimulatorProcess(program)) {
      program
          .with("OPENAI_BASE_URL", simulator.baseUrl("lat=200"))
          .with("BULKGPT_PROVIDERS_OPENAI_MAX_CONCURRENT_REQUESTS", "" + CONCURRENCY);
      try (LiveServer server = new LiveServer(program);
          Watch watch = new Watch(server)) {
        String id = server.upload(Workflows.numberedRows(ROWS));
        watch.add(id);
        await().atMost(PATIENCE).until(() -> simulator.stat("paid") > 500);

        fill();
        await()
            .atMost(PATIENCE)
            .until(() -> {
              fill();
              return simulator.stat("in_flight") == 0;
            });
        long paid = simulator.stat("paid");
        assertThat(paid).isLessThan(ROWS);
        HttpResponse<String> refused = upload(server, Workflows.numberedRows(200_000));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).isEqualTo("{\"error\":\"Service unavailable.\"}");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(upload(server, "number\nsmall\n").statusCode()).isEqualTo(503);
        assertThat(server.state(id)).isEqualTo("inProgress");
        assertThat(server.code("/actuator/health/liveness")).isEqualTo(200);
        assertThat(server.code("/actuator/health/readiness")).isEqualTo(503);

        Files.delete(disk.resolve("filling"));
        server.awaitCompleted(id);
        watch.nothingWentBack();
        List<String> numbers = IntStream.rangeClosed(1, ROWS).mapToObj(Integer::toString).toList();
        assertThat(Csv.column(server.download(id), "number")).isEqualTo(numbers);
        assertThat(simulator.stat("distinct_prompts")).isEqualTo(ROWS);
        System.out.printf("disk full: %d calls paid again%n", simulator.stat("paid_again"));
        assertThat(simulator.stat("paid_again")).isZero();
        assertThat(upload(server, "number\nsmall\n").statusCode()).isEqualTo(200);
      }
    }
  }

  private static HttpResponse<String> upload(LiveServer server, String csv) {
    return server.send(
        server.uploading(BodyPublishers.ofString(server.body(csv)), Optional.empty()));
  }

  /// Takes every byte that is left.
  private void fill() throws IOException {
    try (OutputStream out =
        Files.newOutputStream(
            disk.resolve("filling"),
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.APPEND)) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static boolean ran(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
  }
}
