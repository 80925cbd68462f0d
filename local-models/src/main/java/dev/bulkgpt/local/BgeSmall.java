package dev.bulkgpt.local;

import dev.bulkgpt.model.Classifier;
import dev.bulkgpt.model.Label;
import dev.bulkgpt.model.LocalModels;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one local model, `bge-small`: BAAI's bge-small-en-v1.5 for English, quantised, run by ONNX
/// Runtime in this process. Weights are loaded by the first classifier and shared by all.
public final class BgeSmall implements LocalModels {

  static final String NAME = "bge-small";

  private @Nullable Sentences loaded;

  @Override
  public Optional<Classifier> classifier(String model, List<Label> labels) {
    if (!model.equals(NAME)) {
      return Optional.empty();
    }
    Sentences sentences = sentences();
    LinearHead head = new Heads(sentences).of(labels);
    return Optional.of(text -> head.verdict(sentences.embed(text)));
  }

  private synchronized Sentences sentences() {
    if (loaded == null) {
      loaded = new BertEncoder();
    }
    return loaded;
  }
}
