package dev.bulkgpt.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a process took, from its start to its end.
///
/// @param cpu of user and system together, as last seen, at most 20 ms before the end
/// @param peakRssMiB the kernel's high-water mark
/// @param rssMiB resident memory at equal distances in time
record Measured(Duration wall, Duration cpu, long peakRssMiB, List<Long> rssMiB) {

  private static final int LOOK_MILLIS = 20;
  private static final int POINTS = 8;

  /// Runs it to its end.
  ///
  /// @throws IllegalStateException when it fails
  static Measured of(ProcessBuilder builder, File log) throws IOException, InterruptedException {
    builder.redirectErrorStream(true).redirectOutput(log);
    long started = System.nanoTime();
    Process process = builder.start();
    Duration cpu = Duration.ZERO;
    long peak = 0;
    List<Long> rss = new ArrayList<>();
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      cpu = process.info().totalCpuDuration().orElse(cpu);
      peak = Math.max(peak, status(process, "VmHWM:"));
      rss.add(status(process, "VmRSS:"));
    }
    Duration wall = Duration.ofNanos(System.nanoTime() - started);
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          builder.command()
              + " ended with "
              + process.exitValue()
              + ": "
              + Files.readString(log.toPath()));
    }
    return new Measured(wall, cpu, peak, thinned(rss));
  }

  double seconds() {
    return wall.toNanos() / 1e9;
  }

  double cpuSeconds() {
    return cpu.toNanos() / 1e9;
  }

  private static long status(Process process, String field)
      throws IOException, InterruptedException {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith(field)) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
    } catch (IOException e) {
      // It is just ending.
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        throw e;
      }
      return 0;
    }
    return 0;
  }

  private static List<Long> thinned(List<Long> all) {
    List<Long> few = new ArrayList<>();
    for (int i = 1; i <= POINTS && !all.isEmpty(); i++) {
      few.add(all.get(Math.max(0, all.size() * i / POINTS - 1)));
    }
    return few;
  }
}
