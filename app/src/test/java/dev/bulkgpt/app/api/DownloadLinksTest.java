package dev.bulkgpt.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.Secret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DownloadLinksTest {

  private static final Secret SECRET = new Secret("secret");

  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private final DownloadLinks links = new DownloadLinks(SECRET, () -> now);

  @Test
  void aLinkOpensItsTaskForADayAndThenNothing() {
    String token = links.token("task");
    assertThat(links.task(token)).contains("task");

    now = now.plus(DownloadLinks.VALID);
    assertThat(links.task(token)).contains("task");

    now = now.plus(Duration.ofMillis(1));
    assertThat(links.task(token)).isEmpty();
  }

  @Test
  void theEndCannotBePutOff() {
    String token = links.token("task");
    now = now.plus(Duration.ofDays(2));
    String later = links.token("task");

    String[] old = token.split("\\.", -1);
    String[] fresh = later.split("\\.", -1);

    assertThat(links.task(old[0] + "." + fresh[1] + "." + old[2])).isEmpty();
    assertThat(links.task(later)).contains("task");
  }

  @Test
  void anotherSecretsLinkOpensNothing() {
    DownloadLinks others = new DownloadLinks(new Secret("another"), () -> now);

    assertThat(links.task(others.token("task"))).isEmpty();
  }

  @Test
  void whatIsNoTokenOpensNothing() {
    for (String text :
        new String[] {"", ".", "..", "...", "a.b.c", "task.x.", "a", "x".repeat(401)}) {
      assertThat(links.task(text)).isEmpty();
    }
  }
}
