package dev.bulkgpt.app.api;

import dev.bulkgpt.workspace.ApiKey;
import dev.bulkgpt.workspace.KeyStore;
import dev.bulkgpt.workspace.Workspace;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Valid keys, remembered for two seconds: polling clients cost no read of the database, and a
/// revoked key is refused within that time. Wrong keys are never remembered.
final class Keys {

  private static final long REMEMBERED_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int MOST = 10_000;

  private record Known(Workspace workspace, long untilNanos) {}

  private final KeyStore store;
  private final LongSupplier nanoTime;

  private final Map<ApiKey, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ApiKey, Known> eldest) {
          return size() > MOST;
        }
      };

  Keys(KeyStore store, LongSupplier nanoTime) {
    this.store = store;
    this.nanoTime = nanoTime;
  }

  Optional<Workspace> workspaceOf(ApiKey key) {
    long now = nanoTime.getAsLong();
    synchronized (known) {
      Known found = known.get(key);
      if (found != null && found.untilNanos() - now > 0) {
        return Optional.of(found.workspace());
      }
    }
    Optional<Workspace> workspace = store.workspaceOf(key);
    workspace.ifPresent(it -> {
      synchronized (known) {
        known.remove(key);
        known.put(key, new Known(it, now + REMEMBERED_NANOS));
      }
    });
    return workspace;
  }
}
