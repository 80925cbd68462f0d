package dev.bulkgpt.local;

import dev.bulkgpt.model.Label;
import java.util.ArrayList;
import java.util.List;

/// Makes the last layer for some labels: from their sentences alone, or fitted to their examples.
final class Heads {

  /// Of the softmax over cosines, when there are only sentences: cosines of this model lie close
  /// together, between 0.4 and 0.9; this spreads them. It changes the score, never the label.
  private static final double TEMPERATURE = 0.02;

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

  private LinearHead fitted(List<Label> labels) {
    var points = new ArrayList<float[]>();
    var owners = new ArrayList<Integer>();
    for (int k = 0; k < labels.size(); k++) {
      points.add(sentences.embed(sentence(labels.get(k))));
      owners.add(k);
      for (String example : labels.get(k).examples()) {
        points.add(sentences.embed(example));
        owners.add(k);
      }
    }
    int[] owner = owners.stream().mapToInt(Integer::intValue).toArray();
    return new LogisticRegression(points, owner, labels.size()).fit(names(labels));
  }

  private static List<String> names(List<Label> labels) {
    return labels.stream().map(Label::name).toList();
  }

  /// The user's sentence, or one around the bare name: of a bare name this model makes little.
  static String sentence(Label label) {
    return label.description().equals(label.name())
        ? System.getProperty("tpl", "This text is about %s.")
            .formatted(label.name().replaceAll("[_-]+", " "))
        : label.description();
  }
}
