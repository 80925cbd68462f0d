package dev.bulkgpt.csv;

/// What a result says about a row besides its values.
///
/// @param row from 1, of the input
/// @param status `succeeded`, `failed`, `skipped` or `canceled`
/// @param error a sentence; empty when there is none, as [#errorCode] and [#errorStep]
/// @param costUsd a plain decimal
/// @param cached answers that an equal question had got before
public record RowMeta(
    long row,
    String status,
    String error,
    String errorCode,
    String errorStep,
    int attempts,
    long inputTokens,
    long outputTokens,
    String costUsd,
    long latencyMs,
    int cached) {}
