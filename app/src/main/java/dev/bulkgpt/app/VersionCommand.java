package dev.bulkgpt.app;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `bulkgpt version`.
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Console.out(spec).println("bulkgpt " + version());
    return Exit.OK;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"bulkgpt " + version()};
  }

  /// What the jar's manifest says.
  static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "(not packaged)");
  }
}
