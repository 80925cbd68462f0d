package dev.bulkgpt.task;

import dev.bulkgpt.model.Money;
import dev.bulkgpt.store.Database;
import java.util.Optional;

/// SQL of the tasks' spending caps.
public final class CapStore {

  private final Database database;

  public CapStore(Database database) {
    this.database = database;
  }

  /// @param cap empty: none
  public void set(String taskId, Optional<Money> cap) {
    database.writeOnly(tx ->
        tx.createUpdate("UPDATE task SET max_cost_nano_usd = :cap WHERE id = :id")
            .bind("id", taskId)
            .bind("cap", cap.map(Money::nanoUsd).orElse(null))
            .execute());
  }
}
