package dev.bulkgpt.app.api;

import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Secret;
import dev.bulkgpt.run.Engine;
import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.workflow.Workflow;
import dev.bulkgpt.workflow.WorkflowReader;
import dev.bulkgpt.workspace.KeyStore;
import dev.bulkgpt.workspace.WorkflowStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Optional;
import java.util.function.Function;

/// What the server stands in front of.
///
/// @param models for what they cost and allow
/// @param unusable why a workflow's models cannot be called here; empty: they can
/// @param linkSecret what download links are signed with
/// @param metrics where everything that is measured comes together
public record Services(
    Engine engine,
    Database database,
    Blobs blobs,
    KeyStore keys,
    WorkflowStore workflows,
    WorkflowReader reader,
    Models models,
    Function<Workflow, Optional<String>> unusable,
    Secret linkSecret,
    PrometheusRegistry metrics) {}
