package dev.bulkgpt.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.Prices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownPricesTest {

  @TempDir private Path directory;

  @Test
  void whatIsKnownOfAProvidersPricesIsAllSomeOrNone() throws IOException {
    Path own = directory.resolve("prices.yaml");
    assertThat(new KnownPrices(Prices.builtIn(), own).of("mine"))
        .isEqualTo(KnownPrices.Extent.NONE);
    Files.writeString(own, "mine/m: {input: 1, output: 2}\n'flat/*': free\n# not/this: free\n");

    KnownPrices known = new KnownPrices(Prices.builtIn().with(Files.readString(own)), own);

    assertThat(known.of("openai")).isEqualTo(KnownPrices.Extent.SOME);
    assertThat(known.of("ollama")).isEqualTo(KnownPrices.Extent.ALL);
    assertThat(known.of("mine")).isEqualTo(KnownPrices.Extent.SOME);
    assertThat(known.of("flat")).isEqualTo(KnownPrices.Extent.ALL);
    assertThat(known.of("not")).isEqualTo(KnownPrices.Extent.NONE);
  }
}
