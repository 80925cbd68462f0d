package dev.bulkgpt.run;

import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.Usage;
import dev.bulkgpt.model.limit.Told;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers `ok` at once, or when it is told to.
final class PatientProvider implements Provider {

  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile CountDownLatch held = new CountDownLatch(0);

  /// From now on calls wait.
  void hold() {
    held = new CountDownLatch(1);
  }

  void letGo() {
    held.countDown();
  }

  int started() {
    return started.get();
  }

  int answered() {
    return answered.get();
  }

  int inFlight() {
    return started.get() - answered.get();
  }

  @Override
  public Response ask(ModelRequest request) throws InterruptedException {
    started.incrementAndGet();
    held.await();
    answered.incrementAndGet();
    return new Response(new ModelReply("ok", new Usage(3, 0, 1), false), Told.NOTHING);
  }

  @Override
  public void close() {}
}
