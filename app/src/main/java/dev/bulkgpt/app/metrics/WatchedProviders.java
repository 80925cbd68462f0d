package dev.bulkgpt.app.metrics;

import dev.bulkgpt.model.EndpointSource;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.limit.Limits;
import java.util.Optional;
import java.util.Set;

/// Providers whose calls are measured.
record WatchedProviders(EndpointSource source, Prices prices, CallMeters meters)
    implements EndpointSource {

  @Override
  public Optional<Models.Endpoint> open(String provider) {
    return source
        .open(provider)
        .map(it -> new Models.Endpoint(meters.watch(it.provider(), prices), it.limits()));
  }

  @Override
  public Optional<Limits> limits(String provider) {
    return source.limits(provider);
  }

  @Override
  public Set<String> names() {
    return source.names();
  }
}
