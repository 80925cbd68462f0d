package dev.bulkgpt.model.limit;

/// Who waits for a permit. Workspaces take turns, and within a workspace its tasks; a task's own
/// rows are served in the order they came.
public record Claimant(String workspace, String task) {}
