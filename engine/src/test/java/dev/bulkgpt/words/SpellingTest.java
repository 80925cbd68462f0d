package dev.bulkgpt.words;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SpellingTest {

  @Property
  void thePlainSpellingIsPlain(@ForAll String name) {
    String plain = Spelling.plain(name);
    assertThat(Spelling.plain(plain)).isEqualTo(plain);
  }

  @Test
  void whatCannotBeSeenIsShownByItsCodePoint() {
    assertThat(Spelling.shown("te\u200bxt\u00a0a\tb")).isEqualTo("te<U+200B>xt<U+00A0>a<U+0009>b");
    assertThat(Spelling.shown("Größe 👨\u200d👩 (€)")).isEqualTo("Größe 👨\u200d👩 (€)");
    assertThat(Spelling.exactly("e\u0301")).isEqualTo("e<U+0301>");
    assertThat(Spelling.quoted("x".repeat(500))).hasSize(121);
  }
}
