package dev.bulkgpt.model;

/// What became of one call: an answer, or a sorted failure. Never an exception for what a provider
/// may do.
public sealed interface ModelAnswer permits ModelReply, ModelFailure {}
