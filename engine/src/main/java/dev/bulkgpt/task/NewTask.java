package dev.bulkgpt.task;

import dev.bulkgpt.csv.ChunkSpan;
import dev.bulkgpt.model.Money;
import java.util.List;
import java.util.Optional;

/// What a task is made of.
///
/// @param origin who asked for it
/// @param chunks the index of the input, in order
/// @param maxCost the spending cap; empty: none
public record NewTask(
    String id,
    Origin origin,
    String workflow,
    List<String> header,
    String inputBlob,
    long inputRows,
    List<ChunkSpan> chunks,
    Selection selection,
    Optional<Money> maxCost) {}
