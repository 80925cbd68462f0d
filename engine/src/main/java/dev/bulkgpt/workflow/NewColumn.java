package dev.bulkgpt.workflow;

/// A column that a step computes.
///
/// @param value a [Template] or a [Formula]
public record NewColumn(String name, Expression value) {}
