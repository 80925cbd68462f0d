package dev.bulkgpt.local;

import dev.bulkgpt.model.Classifier;
import dev.bulkgpt.model.Classifier.Verdict;
import dev.bulkgpt.model.Label;
import dev.bulkgpt.model.LocalModels;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.workflow.Blank;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The one local model, `bge-small`: BAAI's bge-small-en-v1.5 for English, run by ONNX Runtime in
/// this process. The first classifier loads the weights, in about a second and 270 MB, most of it
/// outside the heap; all classifiers share them.
///
/// Without examples a text gets the label whose sentence is nearest by cosine; with examples, the
/// most probable label of a logistic regression over the embeddings. The score is a softmax
/// probability either way. A text that is blank, or that is not English ([English]), gets the label
/// nearest to whatever the model makes of it and the score 0, which no other text gets; why is
/// told.
///
/// Fails with [IllegalStateException] where the native libraries do not run: they are there for
/// Linux with glibc, macOS on ARM and Windows.
public final class BgeSmall implements LocalModels {

  static final String NAME = "bge-small";

  private static final Provider.Note EMPTY =
      new Provider.Note(
          "empty text", "a text to classify is empty; its label is a guess and its score 0", true);

  private static final Provider.Note NOT_ENGLISH =
      new Provider.Note(
          "not English",
          "a text to classify seems not to be English, and local/bge-small knows English only; its label is a guess and its score 0: name a provider's model for such texts",
          true);

  /// Read when they are first needed, once for the process.
  private static final class Words {
    private static final English ENGLISH = new English(WordLists.read());
  }

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
    English english = Words.ENGLISH;
    return Optional.of(text -> {
      Verdict verdict = head.verdict(sentences.embed(text));
      return doubt(text, english).map(why -> verdict.doubted(why)).orElse(verdict);
    });
  }

  private static Optional<Provider.Note> doubt(String text, English english) {
    if (Blank.is(text)) {
      return Optional.of(EMPTY);
    }
    return english.maybe(text) ? Optional.empty() : Optional.of(NOT_ENGLISH);
  }

  @Override
  public Optional<String> limits(String model) {
    return model.equals(NAME)
        ? Optional.of(
            "local/bge-small knows English only: a text in another language, or an empty one, gets a guessed label and the score 0")
        : Optional.empty();
  }

  @Override
  public Optional<String> doubt(String model, List<Label> labels) {
    if (!model.equals(NAME)) {
      return Optional.empty();
    }
    String all =
        labels.stream()
            .flatMap(it -> Stream.concat(Stream.of(it.description()), it.examples().stream()))
            .map(it -> it.replace('_', ' '))
            .collect(Collectors.joining("\n"));
    return Words.ENGLISH.maybe(all)
        ? Optional.empty()
        : Optional.of(
            "The labels seem not to be English, and local/bge-small knows English only: write them, their sentences and examples in English, or name a provider's model.");
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
