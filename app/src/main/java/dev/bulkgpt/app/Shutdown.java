package dev.bulkgpt.app;

import dev.bulkgpt.app.api.Server;
import dev.bulkgpt.run.Engine;
import dev.bulkgpt.store.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIGTERM and Ctrl-C while the server runs: it says that it is not ready for more, no call starts
/// any more, calls in flight end and are committed while requests are still answered; then answers
/// under way are finished, and the program ends with 0. Another signal meanwhile changes nothing.
///
/// It takes the grace time at most, and a moment.
final class Shutdown implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  /// For the answers, when the calls have used up the grace time.
  private static final Duration LEAST_FOR_ANSWERS = Duration.ofSeconds(1);

  private final Engine engine;
  private final Database database;
  private final CountDownLatch never = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().name("shutdown").unstarted(this::end);
  private volatile Optional<Server> server = Optional.empty();
  private volatile Duration grace = LEAST_FOR_ANSWERS;

  /// From here on a signal ends what runs, in order.
  Shutdown(Engine engine, Database database) {
    this.engine = engine;
    this.database = database;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// The server answers now.
  void of(Server started, Duration graceTime) {
    grace = graceTime;
    server = Optional.of(started);
  }

  /// Waits for the end of the program.
  void await() throws InterruptedException {
    never.await();
  }

  private void end() {
    long until = System.nanoTime() + grace.toNanos();
    LOG.warn("stopping: waiting for the calls and answers under way");
    server.ifPresent(Server::refuseTraffic);
    engine.close();
    server.ifPresent(it -> close(it, until - System.nanoTime()));
    database.close();
    Runtime.getRuntime().halt(Exit.OK);
  }

  private static void close(Server server, long nanosLeft) {
    Duration left = Duration.ofNanos(nanosLeft);
    Thread closing = Thread.ofPlatform().name("server-close").start(server::close);
    try {
      closing.join(left.compareTo(LEAST_FOR_ANSWERS) > 0 ? left : LEAST_FOR_ANSWERS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A start that came to nothing: the program ends by itself, with its own status.
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending already: the hook is at work, and it halts when it is done.
      LOG.debug("already stopping", e);
    }
  }
}
