package dev.bulkgpt.csv;

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
    long latencyMs) {}
