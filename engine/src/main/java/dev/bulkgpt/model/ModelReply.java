package dev.bulkgpt.model;

/// A finished answer.
///
/// @param truncated true when the model stopped at its output limit (`finish_reason: length`)
public record ModelReply(String text, Usage usage, boolean truncated) implements ModelAnswer {}
