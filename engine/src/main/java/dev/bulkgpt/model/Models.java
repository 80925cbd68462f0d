package dev.bulkgpt.model;

import dev.bulkgpt.model.limit.Permit;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The only door to models.
public abstract class Models implements AutoCloseable {

  /// One call made under a permit.
  ///
  /// @param permit still held; the caller closes it when the result is committed, or at once after
  ///   a failure
  public record Call(ModelAnswer answer, Spend spend, Permit permit) {}

  /// Waits for a permit, then asks. Never throws for what a provider does.
  ///
  /// @param mayStart asked once, with the permit in hand: false gives [ModelFailure.Unsent]
  public abstract Call call(ModelRequest request, BooleanSupplier mayStart)
      throws InterruptedException;

  /// A ready classifier of an embedded model.
  public abstract Classifier classifier(ModelId model, List<Label> labels);

  @Override
  public abstract void close();
}
