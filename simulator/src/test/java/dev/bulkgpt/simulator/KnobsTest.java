package dev.bulkgpt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The text form of the knobs.
class KnobsTest {

  @Test
  void knobsAreReadWithTheirNumbers() {
    Knobs knobs = Knobs.parse("lat=200, sd=0.3,p500=0.1,rpm=6000");
    assertThat(knobs.values())
        .isEqualTo(Map.of(Knob.LAT, 200.0, Knob.SD, 0.3, Knob.P500, 0.1, Knob.RPM, 6000.0));
    assertThat(knobs.at(Knob.HDR)).isEqualTo(1);
    assertThat(Knobs.parse("dialect=gzip,odd=0.2,dialect=nul").dialects())
        .containsExactly("gzip", "nul");
    assertThat(knobs.at(Knob.ODD)).isEqualTo(1);
    assertThat(Knobs.parse("")).isEqualTo(Knobs.NONE);
  }

  @Test
  void otherSpellingsAreTheSameKnobs() {
    assertThat(Knobs.parse("e400=.1,e500=.1,e503=.1,rst=.1,to=.1,trunc=.1,bad=.1"))
        .isEqualTo(Knobs.parse("p400=.1,p500=.1,p503=.1,reset=.1,hang=.1,half=.1,garbage=.1"));
    assertThat(Knobs.parse("ln=100:1").at(Knob.LAT)).isCloseTo(164.87, within(0.01));
    assertThat(Knobs.parse("ln=100").at(Knob.SD)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lag=1 | There is no knob \"lag\".",
        "lat | \"lat\" is not a knob: write name=value.",
        "lat=1, | \"\" is not a knob: write name=value.",
        "dialect=klingon | There is no dialect \"klingon\"; `bulkgpt simulate --list-dialects` shows them all.",
        "oddfirst=-1 | The knob oddfirst takes a number of at least 0, not \"-1.0\".",
        "lat=x | The knob lat takes a number of at least 0, not \"x\".",
        "lat=-1 | The knob lat takes a number of at least 0, not \"-1.0\".",
        "lat=NaN | The knob lat takes a number of at least 0, not \"NaN\".",
        "p500=2 | The knob p500 takes a number from 0 to 1, not \"2.0\".",
        "down=0.5 | The knob down takes 0 or 1, not \"0.5\".",
        "p500=0.6,hang=0.6 | The shares of the faults add up to more than 1."
      })
  void whatIsWrongIsSaidInOneSentence(String text, String sentence) {
    assertThatThrownBy(() -> Knobs.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void theHelpNamesEveryKnob() {
    for (Knob knob : Knob.values()) {
      assertThat(Knobs.help()).containsPattern("(?m)^" + knob.spelling() + " +(\\d+|-) +" + "\\S");
    }
  }

  @Test
  void theLatencyHasItsMeanAndSpread() {
    var draws = new Draws(Knobs.parse("lat=200,sd=0.5"));
    double mean =
        IntStream.range(0, 20_000)
            .mapToLong(i -> draws.latencyNanos(Hash.mix(i), 1))
            .average()
            .orElse(0);
    assertThat(mean / 1e6).isCloseTo(200, within(5.0));
    assertThat(draws.latencyNanos(1, 1))
        .isEqualTo(draws.latencyNanos(1, 1))
        .isNotEqualTo(draws.latencyNanos(1, 2));
    assertThat(new Draws(Knobs.parse("lat=200")).latencyNanos(1, 1)).isEqualTo(200_000_000);
  }
}
