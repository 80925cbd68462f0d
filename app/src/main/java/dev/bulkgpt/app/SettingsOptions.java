package dev.bulkgpt.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the program finds what it keeps and how it is set up.
final class SettingsOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory; BULKGPT_DATA or ~/.bulkgpt when not given.")
  @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; bulkgpt.yaml in the data directory when not given.")
  @Nullable Path config;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description =
          "At most N calls at once; more than the usual 64 of a provider only where its"
              + " max_concurrent_requests is not configured.")
  @Nullable Integer concurrency;

  Providers providers(DataDirectory directory) {
    return new Providers(
        configuration(directory), directory.path().resolve("prices.yaml"), ceiling());
  }

  Configuration configuration(DataDirectory directory) {
    return Configuration.load(
        Optional.ofNullable(config), directory.defaultConfig(), System.getenv());
  }

  private OptionalInt ceiling() {
    if (concurrency == null) {
      return OptionalInt.empty();
    }
    if (concurrency < 1) {
      throw CommandFailedException.usage("--concurrency takes a number of at least 1.");
    }
    return OptionalInt.of(concurrency);
  }
}
