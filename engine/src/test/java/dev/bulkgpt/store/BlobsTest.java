package dev.bulkgpt.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobsTest {

  @TempDir Path directory;

  /// By the system's clock some are, on Linux: files get the time of the kernel's last tick.
  @Test
  void noFileIsOlderThanTheClockReadBeforeIt() throws IOException {
    Blobs blobs = new Blobs(directory);
    for (int file = 0; file < 300; file++) {
      long before = blobs.clock();
      List<String> older = new ArrayList<>();
      try (Blobs.Writing writing = blobs.create("a.csv")) {
        writing.write('a');
        blobs.namesBefore(before, older::add);
        writing.commit();
      }
      blobs.namesBefore(before, older::add);
      assertThat(older).isEmpty();
      blobs.delete("a.csv");
    }
  }

  @Test
  void theClockLeavesNothingBehind() throws IOException {
    Blobs blobs = new Blobs(directory);
    blobs.clock();
    assertThat(directory).isEmptyDirectory();
  }
}
