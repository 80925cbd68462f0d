package dev.bulkgpt.workflow;

/// A CEL expression over a row.
public record Condition(String expression) {}
