package dev.bulkgpt.model;

import dev.bulkgpt.model.limit.Told;
import java.util.Optional;

/// A chat model's API. One instance serves one configured provider and all its models; calls block
/// and may be made from any number of virtual threads.
///
/// An implementation makes exactly one request: it never retries, and returns every failure sorted.
public interface Provider extends AutoCloseable {

  /// @param told what the provider says of its limits beside its answer
  /// @param note what a person should know beside it; mostly nothing
  record Response(ModelAnswer answer, Told told, Optional<Note> note) {
    public Response(ModelAnswer answer, Told told) {
      this(answer, told, Optional.empty());
    }
  }

  /// Something that a person is told once, however often it happens.
  ///
  /// @param kind equal for what is the same to a person
  /// @param sentence says it, the first time it happened
  /// @param counts how often it happened matters too
  record Note(String kind, String sentence, boolean counts) {}

  Response ask(ModelRequest request) throws InterruptedException;

  @Override
  void close();
}
