package dev.bulkgpt.app;

import dev.bulkgpt.run.Engine;
import java.io.PrintWriter;

/// Ctrl-C and SIGTERM while a run is under way: calls in flight end, what was paid is committed,
/// and the program ends with 130.
final class Interruption implements AutoCloseable {

  private final Thread hook;

  Interruption(Engine engine, PrintWriter err) {
    hook =
        Thread.ofPlatform()
            .unstarted(() -> {
              err.println();
              err.println("Stopping: waiting for the calls in flight …");
              err.flush();
              engine.close();
              err.println("Interrupted. The same command goes on where this one stopped.");
              err.flush();
              Runtime.getRuntime().halt(Exit.INTERRUPTED);
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// From here on an interrupt just ends the program.
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending already: the hook is at work, and it halts when it is done.
      org.slf4j.LoggerFactory.getLogger(Interruption.class).debug("already stopping", e);
    }
  }
}
