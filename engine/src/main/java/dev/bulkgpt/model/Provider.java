package dev.bulkgpt.model;

import dev.bulkgpt.model.limit.Told;

/// A chat model's API. One instance serves one configured provider and all its models; calls block
/// and may be made from any number of virtual threads.
///
/// An implementation makes exactly one request: it never retries, and returns every failure sorted.
public interface Provider extends AutoCloseable {

  /// @param told what the provider says of its limits beside its answer
  record Response(ModelAnswer answer, Told told) {}

  Response ask(ModelRequest request) throws InterruptedException;

  @Override
  void close();
}
