package dev.bulkgpt.app.metrics;

import dev.bulkgpt.model.ModelAnswer;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;

/// A provider whose calls are measured.
record WatchedProvider(Provider provider, Prices prices, CallMeters meters) implements Provider {

  @Override
  public ModelAnswer ask(ModelRequest request) throws InterruptedException {
    long started = System.nanoTime();
    ModelAnswer answer = provider.ask(request);
    meters.called(request.model(), answer, prices.of(request.model()), System.nanoTime() - started);
    return answer;
  }

  @Override
  public void close() {
    provider.close();
  }
}
