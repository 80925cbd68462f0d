package dev.bulkgpt.model.limit;

/// Leave to have one call in flight. A call is in flight until its step's result is committed, so
/// the permit is closed then; a failed attempt closes it at once. Closing twice does no harm.
public interface Permit extends AutoCloseable {
  @Override
  void close();
}
