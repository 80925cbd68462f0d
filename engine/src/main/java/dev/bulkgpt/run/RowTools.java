package dev.bulkgpt.run;

import dev.bulkgpt.model.Models;
import java.util.function.LongSupplier;

/// What all rows share.
///
/// @param nanoTime a clock for durations, as [System#nanoTime]
record RowTools(
    Models models,
    LedgerWriter ledger,
    RetryPolicy retry,
    FailureRules rules,
    LongSupplier nanoTime) {}
