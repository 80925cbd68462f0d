package dev.bulkgpt.local;

import dev.bulkgpt.model.Classifier;
import dev.bulkgpt.model.Label;
import dev.bulkgpt.model.LocalModels;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one local model, `bge-small`: BAAI's bge-small-en-v1.5 for English, run by ONNX Runtime in
/// this process. The first classifier loads the weights, in about a second and 270 MB, most of it
/// outside the heap; all classifiers share them.
///
/// Without examples a text gets the label whose sentence is nearest by cosine; with examples, the
/// most probable label of a logistic regression over the embeddings. The score is a softmax
/// probability either way. An empty text is classified like any other: it gets the label nearest to
/// nothing said, so set `min_score` or filter first where that matters.
///
/// Fails with [IllegalStateException] where the native libraries do not run: they are there for
/// Linux with glibc, macOS on ARM and Windows.
public final class BgeSmall implements LocalModels {

  static final String NAME = "bge-small";

  private @Nullable Sentences loaded;

  @Override
  public Set<String> names() {
    return Set.of(NAME);
  }

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
      loaded = load();
    }
    return loaded;
  }

  private static Sentences load() {
    try {
      return new BertEncoder();
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "local/bge-small does not run on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ".",
          e);
    }
  }
}
