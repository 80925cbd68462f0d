package dev.bulkgpt.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

  private static final List<String> NAMES = List.of("east", "north", "west");

  private static final List<float[]> COMPASS =
      List.of(at(1, 0), at(0.9f, 0.1f), at(0, 1), at(0.1f, 0.9f), at(-1, 0), at(-0.9f, 0.1f));

  private static float[] at(float x, float y) {
    return new float[] {x, y};
  }

  private static LinearHead fit(List<float[]> points, int... owners) {
    return new LogisticRegression(points, owners, NAMES.size()).fit(NAMES);
  }

  @Test
  void eachPointFallsOnItsSide() {
    LinearHead head = fit(COMPASS, 0, 0, 1, 1, 2, 2);
    assertThat(head.verdict(at(0.8f, 0.2f)).label()).isEqualTo("east");
    assertThat(head.verdict(at(0.1f, 0.8f)).label()).isEqualTo("north");
    assertThat(head.verdict(at(-0.8f, 0.2f)).label()).isEqualTo("west");
  }

  @Test
  void aPointFarInsideIsSurerThanOneAtTheBorder() {
    LinearHead head = fit(COMPASS, 0, 0, 1, 1, 2, 2);
    assertThat(head.verdict(at(1, 0)).score()).isGreaterThan(head.verdict(at(0.55f, 0.5f)).score());
  }

  @Test
  void aLabelWithManyExamplesDoesNotSwallowItsNeighbours() {
    var points = new ArrayList<>(COMPASS);
    int[] owners = new int[COMPASS.size() + 50];
    System.arraycopy(new int[] {0, 0, 1, 1, 2, 2}, 0, owners, 0, COMPASS.size());
    for (int i = 0; i < 50; i++) {
      points.add(at(1 - i * 0.001f, i * 0.001f));
    }
    LinearHead head = fit(points, owners);
    assertThat(head.verdict(at(0.1f, 0.8f)).label()).isEqualTo("north");
    assertThat(head.verdict(at(-0.8f, 0.2f)).label()).isEqualTo("west");
  }

  @Test
  void theFitIsTheSameEveryTime() {
    LinearHead once = fit(COMPASS, 0, 0, 1, 1, 2, 2);
    LinearHead again = fit(COMPASS, 0, 0, 1, 1, 2, 2);
    for (float[] point : COMPASS) {
      assertThat(again.verdict(point)).isEqualTo(once.verdict(point));
    }
  }

  @Test
  void softmaxOfHugeScoresIsAProbability() {
    double[] scores = {1e6, 1e6, -1e6};
    LinearHead.softmax(scores);
    assertThat(scores).containsExactly(0.5, 0.5, 0);
  }
}
