package dev.bulkgpt.workspace;

/// A tenant: its keys, workflows and tasks are seen by nobody else.
///
/// @param id 32 hex digits; never shown
/// @param name unique in the installation
public record Workspace(String id, String name) {}
