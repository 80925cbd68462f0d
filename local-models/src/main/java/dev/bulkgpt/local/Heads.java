package dev.bulkgpt.local;

import dev.bulkgpt.model.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Makes the last layer for some labels: from their sentences alone, or fitted to their examples.
final class Heads {

  /// Of the softmax over cosines, when there are only sentences. Cosines of this model lie close
  /// together, between 0.4 and 0.9; on Banking77 this spreads them until the mean score is about
  /// the share of right answers. It changes the score, never the label.
  private static final double TEMPERATURE = 0.02;

  private static final Pattern WORD_JOINERS = Pattern.compile("[_-]+");

  private final Sentences sentences;

  Heads(Sentences sentences) {
    this.sentences = sentences;
  }

  LinearHead of(List<Label> labels) {
    return labels.stream().allMatch(label -> label.examples().isEmpty())
        ? fromSentences(labels)
        : fitted(labels);
  }

  private LinearHead fromSentences(List<Label> labels) {
    double[][] weights =
        labels.stream()
            .map(label -> scaled(sentences.embed(sentence(label))))
            .toArray(double[][]::new);
    return new LinearHead(names(labels), weights, new double[labels.size()]);
  }

  private static double[] scaled(float[] point) {
    double[] scaled = new double[point.length];
    for (int d = 0; d < point.length; d++) {
      scaled[d] = point[d] / TEMPERATURE;
    }
    return scaled;
  }

  /// The sentence counts as one more example: on Banking77 that is right 1 to 2 in 100 more often,
  /// and gives a label without examples its place.
  private LinearHead fitted(List<Label> labels) {
    var texts = new ArrayList<String>();
    var owners = IntStream.builder();
    for (int k = 0; k < labels.size(); k++) {
      Label label = labels.get(k);
      texts.add(sentence(label));
      texts.addAll(label.examples());
      for (int n = 0; n <= label.examples().size(); n++) {
        owners.add(k);
      }
    }
    List<float[]> points = texts.parallelStream().map(sentences::embed).toList();
    return new LogisticRegression(points, owners.build().toArray(), labels.size())
        .fit(names(labels));
  }

  private static List<String> names(List<Label> labels) {
    return labels.stream().map(Label::name).toList();
  }

  /// The user's sentence, or one around the bare name, of which this model makes too little. Among
  /// fourteen wordings this one was never far from the best, with one-word labels as with
  /// Banking77.
  static String sentence(Label label) {
    return label.description().equals(label.name())
        ? "It is about " + WORD_JOINERS.matcher(label.name()).replaceAll(" ")
        : label.description();
  }
}
