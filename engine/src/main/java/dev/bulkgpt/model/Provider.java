package dev.bulkgpt.model;

/// A chat model's API. One instance serves one configured provider and all its models; calls block
/// and may be made from any number of virtual threads.
///
/// An implementation makes exactly one request: it never retries, and returns every failure sorted.
public interface Provider extends AutoCloseable {

  ModelAnswer ask(ModelRequest request) throws InterruptedException;

  @Override
  void close();
}
