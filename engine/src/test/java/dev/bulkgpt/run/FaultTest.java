package dev.bulkgpt.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FaultTest {

  @Test
  void saysWhatAndWhereButNotWhatItWasAbout() {
    Exception failure =
        new IllegalStateException("bad cell 4711", new NumberFormatException("For input: 4711"));
    StringWriter log = new StringWriter();

    Fault.of(failure).printStackTrace(new PrintWriter(log));

    assertThat(log.toString())
        .contains("java.lang.IllegalStateException")
        .contains("java.lang.NumberFormatException")
        .contains("FaultTest.java")
        .doesNotContain("4711");
  }

  @Test
  void endsWhereCausesGoInACircle() {
    Exception one = new IllegalStateException();
    one.initCause(new IllegalArgumentException(one));

    assertThat(Fault.of(one)).hasCauseInstanceOf(Fault.class);
  }
}
