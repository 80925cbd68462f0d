package dev.bulkgpt.run;

import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.task.ExpiryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes files that belong to no task: uploads that ended before their task was made, results
/// that were never completed. Only for blobs that hold nothing but the files of one database's
/// tasks.
final class Orphans {

  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
  private static final int LOOKED_UP_AT_ONCE = 500;

  private final Blobs blobs;
  private final ExpiryStore store;

  Orphans(Blobs blobs, ExpiryStore store) {
    this.blobs = blobs;
    this.store = store;
  }

  /// @param epochMillis what was written since is left alone: its task may be about to be made
  void remove(long epochMillis) throws IOException {
    List<String> some = new ArrayList<>();
    try {
      blobs.namesBefore(
          epochMillis,
          name -> {
            some.add(name);
            if (some.size() == LOOKED_UP_AT_ONCE) {
              removeOf(some);
              some.clear();
            }
          });
      removeOf(some);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void removeOf(List<String> names) {
    Set<String> known =
        store.known(names.stream().map(Orphans::task).collect(Collectors.toUnmodifiableSet()));
    for (String name : names) {
      if (Blobs.isUnfinished(name) || !known.contains(task(name))) {
        try {
          blobs.delete(name);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        LOG.info("removed {}, which belongs to no task", name);
      }
    }
  }

  /// A task's files begin with its id and a dot.
  private static String task(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
