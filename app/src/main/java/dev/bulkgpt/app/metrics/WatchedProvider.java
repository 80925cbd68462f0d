package dev.bulkgpt.app.metrics;

import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;

/// A provider whose calls are measured.
record WatchedProvider(Provider provider, Prices prices, CallMeters meters) implements Provider {

  @Override
  public Response ask(ModelRequest request) throws InterruptedException {
    long started = System.nanoTime();
    Response response = provider.ask(request);
    meters.called(
        request.model(),
        response.answer(),
        prices.of(request.model()),
        System.nanoTime() - started);
    return response;
  }

  @Override
  public void close() {
    provider.close();
  }
}
