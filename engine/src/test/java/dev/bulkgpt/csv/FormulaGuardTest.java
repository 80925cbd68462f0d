package dev.bulkgpt.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormulaGuardTest {

  /// The rule once more, as an expression, for values of ASCII.
  private static final Pattern RUNS =
      Pattern.compile(
          """
          \\s*+(?:
              = (?! "(?:[^"]|"")*+" \\s*+ \\z )
            | [-+@] .* (?: [a-z_][a-z0-9_.]*+ [(|] | [a-z0-9_.'\\]] ! [a-z0-9_$'@\\[] )
          ).*\
          """,
          Pattern.COMMENTS | Pattern.DOTALL);

  @ParameterizedTest
  @MethodSource("cases")
  void aValueIsGuardedOrStays(FormulaCase it) {
    assertThat(FormulaGuard.guard(it.value()))
        .isEqualTo(it.guarded() ? "'" + it.value() : it.value());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsGuardedIsNotGuardedAgain(FormulaCase it) {
    String once = FormulaGuard.guard(it.value());

    assertThat(FormulaGuard.guard(once)).isEqualTo(once);
  }

  @Property(tries = 20_000)
  void exactlyWhatCouldRunIsGuarded(@ForAll("formulaLike") String value) {
    assertThat(FormulaGuard.guard(value))
        .isEqualTo(RUNS.matcher(value).matches() ? "'" + value : value);
  }

  static List<FormulaCase> cases() {
    return FormulaCase.all();
  }

  @Provide
  Arbitrary<String> formulaLike() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "=", "+", "-", "@", "(", ")", "|", "!", "'", "]", "[", "\"", "\"\"", " ", "\t", "\n",
            "a", "sum", "1", "_", ".", ",", "$", "*");
    return pieces.list().ofMaxSize(9).map(list -> String.join("", list));
  }
}
