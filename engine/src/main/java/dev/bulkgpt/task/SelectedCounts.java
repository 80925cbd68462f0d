package dev.bulkgpt.task;

import org.jdbi.v3.core.Handle;

/// Counts a task's results again when its selection of rows changes.
record SelectedCounts(Selection selection, long inputRows) {

  /// The last row a selection can contain.
  static long lastRow(Selection selection, long inputRows) {
    return switch (selection) {
      case Selection.All all -> inputRows;
      case Selection.First first -> Math.min(first.rows(), inputRows);
      case Selection.Spread spread -> inputRows;
    };
  }

  void recount(Handle tx, String id) {
    long spread = selection instanceof Selection.Spread some ? some.rows() : inputRows;
    tx.createUpdate(
            """
            UPDATE task SET
              succeeded = (SELECT count(*) FROM row_result WHERE task_id = :id
                AND status = 'SUCCEEDED' AND row_number <= :last
                AND row_number * :spread / :rows <> (row_number - 1) * :spread / :rows),
              failed = (SELECT count(*) FROM row_result WHERE task_id = :id
                AND status = 'FAILED' AND row_number <= :last
                AND row_number * :spread / :rows <> (row_number - 1) * :spread / :rows),
              skipped = (SELECT count(*) FROM row_result WHERE task_id = :id
                AND status = 'SKIPPED' AND row_number <= :last
                AND row_number * :spread / :rows <> (row_number - 1) * :spread / :rows)
            WHERE id = :id
            """)
        .bind("id", id)
        .bind("last", lastRow(selection, inputRows))
        .bind("spread", Math.min(spread, inputRows))
        .bind("rows", inputRows)
        .execute();
  }
}
