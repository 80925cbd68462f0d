package dev.bulkgpt.run;

import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Job;
import dev.bulkgpt.task.ExpiryStore;
import dev.bulkgpt.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The `expire-data` execution, at the start and each hour: forgets tasks some time after they
/// ended, with their input and their result, keys and shared answers whose time is over, and files
/// that belong to no task.
///
/// A task is withdrawn before anything of it goes: who finds it finds it whole.
final class ExpireData implements Job {

  static final String NAME = "expire-data";

  /// Of the execution, for there is one in a database.
  static final String INSTANCE = "expire-data";

  /// Far longer than an upload's way from its last byte to its task. What is older than this
  /// process's start is an orphan at once: nobody else writes here.
  private static final Duration ORPHANED_AFTER = Duration.ofHours(1);

  private static final int AT_ONCE = 100;

  private final ExpiryStore store;
  private final Blobs blobs;
  private final Duration kept;
  private final InstantSource time;
  private final long started;

  /// To be made before this process writes its first file.
  ExpireData(ExpiryStore store, Blobs blobs, Duration kept, InstantSource time) throws IOException {
    this.store = store;
    this.blobs = blobs;
    this.kept = kept;
    this.time = time;
    started = blobs.clock();
  }

  @Override
  public Completion run(Picked picked) {
    boolean more;
    try {
      more = forget(time.instant().minus(kept).toEpochMilli());
      store.deleteExpired();
      new Orphans(blobs, store)
          .remove(Math.max(started, blobs.clock() - ORPHANED_AFTER.toMillis()));
    } catch (IOException e) {
      throw new UncheckedIOException("files of old tasks cannot be removed", e);
    }
    return tx -> more ? Next.AGAIN : Next.HOURLY;
  }

  /// @return whether there may be more
  private boolean forget(long epochMillis) throws IOException {
    List<Task> ended = store.endedBefore(epochMillis, AT_ONCE);
    for (Task task : ended) {
      if (store.withdraw(task.id(), epochMillis)) {
        blobs.delete(FinalizeTask.blobName(task.id()));
        blobs.delete(task.inputBlob());
        store.delete(task);
      }
    }
    return ended.size() == AT_ONCE;
  }
}
