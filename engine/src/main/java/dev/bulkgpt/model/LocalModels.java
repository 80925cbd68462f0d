package dev.bulkgpt.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Models that run inside this process, found by [java.util.ServiceLoader]. `engine` works without
/// any.
public interface LocalModels {

  /// The names of its models, as they stand after `local/`.
  Set<String> names();

  /// A classifier for these labels, or empty when there is no such model here. May take seconds:
  /// weights are loaded on first use, and a head is fitted when labels carry examples.
  ///
  /// @param model the part after `local/`, such as `bge-small`
  /// @param labels at least two
  Optional<Classifier> classifier(String model, List<Label> labels);

  /// What a person should know before a model is used, a sentence without its full stop; empty:
  /// nothing, or there is no such model here.
  Optional<String> limits(String model);

  /// Why a model will make little of these labels, a sentence; empty: it may do well.
  Optional<String> doubt(String model, List<Label> labels);
}
