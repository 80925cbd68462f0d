package dev.bulkgpt.task;

/// Rows that failed for the same reason.
public record ErrorGroup(String code, String step, String message, long rows) {}
