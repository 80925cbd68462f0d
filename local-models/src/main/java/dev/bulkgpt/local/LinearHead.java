package dev.bulkgpt.local;

import dev.bulkgpt.model.Classifier.Verdict;
import java.util.List;

/// The last layer: one weight vector and one bias for each label. The verdict is the label with the
/// highest softmax probability, the first of equals, and that probability is the score. Immutable.
final class LinearHead {

  private final List<String> names;
  private final double[][] weights;
  private final double[] bias;

  /// Takes the arrays over: whoever made them must not change them any more.
  ///
  /// @param weights of each label, in the order of `names`
  LinearHead(List<String> names, double[][] weights, double[] bias) {
    this.names = names;
    this.weights = weights;
    this.bias = bias;
  }

  Verdict verdict(float[] point) {
    double[] scores = new double[weights.length];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = bias[k] + dot(weights[k], point);
    }
    softmax(scores);
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      if (scores[k] > scores[best]) {
        best = k;
      }
    }
    return new Verdict(names.get(best), scores[best]);
  }

  private static double dot(double[] weights, float[] point) {
    double sum = 0;
    for (int d = 0; d < point.length; d++) {
      sum += weights[d] * point[d];
    }
    return sum;
  }

  /// In place; the highest is taken off first, so that no power overflows.
  static void softmax(double[] scores) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      highest = Math.max(highest, score);
    }
    double sum = 0;
    for (int k = 0; k < scores.length; k++) {
      scores[k] = Math.exp(scores[k] - highest);
      sum += scores[k];
    }
    for (int k = 0; k < scores.length; k++) {
      scores[k] /= sum;
    }
  }
}
