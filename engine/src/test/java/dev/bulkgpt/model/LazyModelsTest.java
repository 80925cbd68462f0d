package dev.bulkgpt.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkgpt.model.limit.Claimant;
import dev.bulkgpt.model.limit.Limits;
import dev.bulkgpt.model.limit.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Providers are opened when they are called, and not before.
class LazyModelsTest {

  private final List<String> done = new ArrayList<>();
  private final Models models = new Models(new Source(), Prices.builtIn());

  private final class Source implements EndpointSource {

    @Override
    public Optional<Models.Endpoint> open(String provider) {
      done.add("open " + provider);
      return limits(provider).map(limits -> new Models.Endpoint(new Echo(provider), limits));
    }

    @Override
    public Optional<Limits> limits(String provider) {
      return switch (provider) {
        case "small" -> Optional.of(Limits.concurrent(100));
        case "large", "unlisted" -> Optional.of(Limits.concurrent(300));
        default -> Optional.empty();
      };
    }

    @Override
    public Set<String> names() {
      return Set.of("small", "large", "missing");
    }
  }

  private final class Echo implements Provider {

    private final String name;

    Echo(String name) {
      this.name = name;
    }

    @Override
    public Response ask(ModelRequest request) {
      return new Response(new ModelReply("ok", Usage.NONE, false), Told.NOTHING);
    }

    @Override
    public void close() {
      done.add("close " + name);
    }
  }

  @Test
  void aProviderIsOpenedAtItsFirstCallOnceAndClosedAtTheEnd() throws InterruptedException {
    ask("small");
    ask("small");
    ask("unlisted");
    models.close();

    assertThat(done)
        .containsExactlyInAnyOrder("open small", "open unlisted", "close small", "close unlisted");
  }

  @Test
  void sizesAreToldWithoutOpening() {
    assertThat(models.mostCallsOfOne()).isGreaterThanOrEqualTo(300);
    assertThat(models.mostCalls()).isGreaterThanOrEqualTo(400);
    assertThat(models.mostCalls(Set.of(model("small"), model("missing")))).isEqualTo(100);
    assertThat(models.limits(model("large"))).contains(Limits.concurrent(300));
    assertThat(models.limits(model("missing"))).isEmpty();
    assertThat(done).isEmpty();
  }

  @Test
  void aProviderThatCannotBeOpenedHaltsTheTask() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      assertThat(ask("missing"))
          .isInstanceOfSatisfying(
              ModelFailure.Halting.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.AUTH_ERROR));
    }
    assertThat(done).containsExactly("open missing");
  }

  private static ModelId model(String provider) {
    return new ModelId(provider, "m");
  }

  private ModelAnswer ask(String provider) throws InterruptedException {
    Models.Call call =
        models.call(
            new ModelRequest(
                model(provider),
                List.of(new Message(Message.Role.USER, "Say ok.")),
                Optional.empty()),
            new Claimant("workspace", "task"),
            () -> true);
    call.permit().close();
    return call.answer();
  }
}
