package dev.bulkgpt.workflow;

import java.util.Optional;

/// A step as read, before it is known what the others add.
///
/// @param id empty when it is missing or cannot be one
/// @param kind empty, with `step`, when there was nothing to read
/// @param columnsKnown false when a problem hides what the step adds
record StepDraft(
    Place place,
    String id,
    Optional<Guard> guard,
    Optional<StepKind> kind,
    Optional<Step> step,
    boolean columnsKnown) {}
