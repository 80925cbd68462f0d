package dev.bulkgpt.task;

/// Who asked for a task, and with which workflow. Only its workspace may see it.
///
/// @param workspaceId empty for a run of the command line
/// @param workflowId as the workspace keeps it; empty likewise
public record Origin(String workspaceId, String workflowId) {

  /// A run of the command line, alone in its database.
  public static final Origin LOCAL = new Origin("", "");
}
