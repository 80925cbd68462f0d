package dev.bulkgpt.model;

import dev.bulkgpt.model.limit.Limits;
import java.util.Optional;
import java.util.Set;

/// Where providers come from, by name. Safe for use by many threads.
public interface EndpointSource {

  /// None at all.
  EndpointSource NONE =
      new EndpointSource() {
        @Override
        public Optional<Models.Endpoint> open(String provider) {
          return Optional.empty();
        }

        @Override
        public Optional<Limits> limits(String provider) {
          return Optional.empty();
        }

        @Override
        public Set<String> names() {
          return Set.of();
        }
      };

  /// A provider ready to be called; asked at the first call that names it, and once. Empty: it is
  /// not set up.
  Optional<Models.Endpoint> open(String provider);

  /// What it allows; opens nothing. Empty: there is no such provider.
  Optional<Limits> limits(String provider);

  /// Those known beforehand. Another may be opened too, and none allows more calls at once than the
  /// most of these.
  Set<String> names();
}
