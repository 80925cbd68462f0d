package dev.bulkgpt.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What people should know of the calls of a process: each kind is said once for a model, and
/// counted. Safe for use by many threads.
public final class Notes {

  private static final Logger LOG = LoggerFactory.getLogger(Notes.class);

  /// More kinds than there are; a provider cannot make us keep more.
  private static final int MOST = 200;

  private final Map<Place, LongAdder> counts = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Said> said = new ConcurrentLinkedQueue<>();

  private record Place(Optional<ModelId> model, String kind) {}

  /// @param note of the first time
  /// @param times so far
  public record Said(Provider.Note note, LongAdder times) {}

  void add(ModelId model, Provider.Note note) {
    add(Optional.of(model), note);
  }

  /// Of no model.
  public void add(Provider.Note note) {
    add(Optional.empty(), note);
  }

  private void add(Optional<ModelId> model, Provider.Note note) {
    Place place = new Place(model, note.kind());
    LongAdder count = counts.get(place);
    if (count == null && counts.size() < MOST) {
      LongAdder first = new LongAdder();
      count = counts.putIfAbsent(place, first);
      if (count == null) {
        count = first;
        said.add(new Said(note, first));
        LOG.info("{}: {}", model.map(ModelId::toString).orElse("rows"), note.kind());
      }
    }
    if (count != null) {
      count.increment();
    }
  }

  /// In the order they were first said.
  public List<Said> said() {
    return List.copyOf(said);
  }
}
