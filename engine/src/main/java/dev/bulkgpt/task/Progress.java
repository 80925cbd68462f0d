package dev.bulkgpt.task;

import java.util.Optional;

/// How far a task is: what a polling client wants, one indexed read.
///
/// @param pause present while it is paused
public record Progress(TaskState state, Optional<Pause> pause, Counts rows) {}
