package dev.bulkgpt.task;

import dev.bulkgpt.csv.ChunkSpan;
import java.util.List;

/// What a task is made of.
///
/// @param origin who asked for it
/// @param chunks the index of the input, in order
public record NewTask(
    String id,
    Origin origin,
    String workflow,
    List<String> header,
    String inputBlob,
    long inputRows,
    List<ChunkSpan> chunks,
    Selection selection) {}
