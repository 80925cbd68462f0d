package dev.bulkgpt.local;

import java.util.Arrays;
import java.util.List;

/// Multinomial logistic regression with an L2 penalty, fitted by full-batch gradient descent with
/// Nesterov's momentum (Y. Nesterov 1983, constant step 1/L). No randomness: equal examples give
/// equal weights. Features are centred first, for sentence embeddings share one large component
/// that would slow the descent.
final class LogisticRegression {

  /// Weight of the penalty against the mean loss of an example; measured on Banking77.
  private static final double PENALTY = Double.parseDouble(System.getProperty("pen", "2e-4"));

  private static final int STEPS = Integer.getInteger("steps", 100);

  private final double[][] points;
  private final int[] labels;
  private final int labelCount;
  private final double[] centre;

  /// @param labels of each point, from 0
  LogisticRegression(List<float[]> points, int[] labels, int labelCount) {
    this.labels = labels;
    this.labelCount = labelCount;
    centre = mean(points);
    this.points = points.stream().map(this::centred).toArray(double[][]::new);
  }

  private static double[] mean(List<float[]> points) {
    double[] mean = new double[points.getFirst().length];
    for (float[] point : points) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += point[d] / points.size();
      }
    }
    return mean;
  }

  /// The last feature is constant: it carries the bias.
  private double[] centred(float[] point) {
    double[] centred = new double[point.length + 1];
    for (int d = 0; d < point.length; d++) {
      centred[d] = point[d] - centre[d];
    }
    centred[point.length] = 1;
    return centred;
  }

  LinearHead fit(List<String> names) {
    int features = centre.length + 1;
    double[][] weights = new double[features][labelCount];
    double[][] ahead = new double[features][labelCount];
    double step = 1 / (curvature() + PENALTY);
    for (int i = 0; i < STEPS; i++) {
      double[][] gradient = gradient(ahead);
      double momentum = i / (i + 3.0);
      for (int d = 0; d < features; d++) {
        for (int k = 0; k < labelCount; k++) {
          double next = ahead[d][k] - step * gradient[d][k];
          ahead[d][k] = next + momentum * (next - weights[d][k]);
          weights[d][k] = next;
        }
      }
    }
    return head(names, weights);
  }

  /// A bound of the second derivative: softmax bends by at most 1/2 along any direction.
  private double curvature() {
    double[] direction = new double[centre.length + 1];
    Arrays.fill(direction, 1);
    double length = 0;
    for (int i = 0; i < 20; i++) {
      double[] next = new double[direction.length];
      for (double[] point : points) {
        double along = 0;
        for (int d = 0; d < next.length; d++) {
          along += point[d] * direction[d];
        }
        for (int d = 0; d < next.length; d++) {
          next[d] += along * point[d] / points.length;
        }
      }
      length = Math.sqrt(Arrays.stream(next).map(x -> x * x).sum());
      for (int d = 0; d < next.length; d++) {
        direction[d] = next[d] / length;
      }
    }
    return length / 2;
  }

  /// Of the mean cross entropy and the penalty; laid out so that the inner loops run along labels.
  private double[][] gradient(double[][] weights) {
    double[][] gradient = new double[weights.length][labelCount];
    double[] residual = new double[labelCount];
    for (int n = 0; n < points.length; n++) {
      Arrays.fill(residual, 0);
      for (int d = 0; d < weights.length; d++) {
        addScaled(residual, points[n][d], weights[d]);
      }
      LinearHead.softmax(residual);
      residual[labels[n]] -= 1;
      for (int d = 0; d < weights.length; d++) {
        addScaled(gradient[d], points[n][d] / points.length, residual);
      }
    }
    for (int d = 0; d < weights.length - 1; d++) {
      addScaled(gradient[d], PENALTY, weights[d]);
    }
    return gradient;
  }

  private static void addScaled(double[] sum, double factor, double[] terms) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += factor * terms[k];
    }
  }

  private LinearHead head(List<String> names, double[][] weights) {
    double[][] byLabel = new double[labelCount][centre.length];
    double[] bias = weights[centre.length].clone();
    for (int k = 0; k < labelCount; k++) {
      for (int d = 0; d < centre.length; d++) {
        byLabel[k][d] = weights[d][k];
        bias[k] -= weights[d][k] * centre[d];
      }
    }
    return new LinearHead(names, byLabel, bias);
  }
}
