package dev.bulkgpt.model.limit;

/// The permits of one provider and model at a moment.
///
/// @param inUse calls in flight, each until its result is committed
/// @param limit calls at once as things are now
/// @param waiting calls that wait for a permit, or for their turn in the rates
public record PermitUse(int inUse, int limit, int waiting) {}
