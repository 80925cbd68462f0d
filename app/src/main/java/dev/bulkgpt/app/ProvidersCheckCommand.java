package dev.bulkgpt.app;

import dev.bulkgpt.model.Message;
import dev.bulkgpt.model.ModelFailure;
import dev.bulkgpt.model.ModelId;
import dev.bulkgpt.model.ModelReply;
import dev.bulkgpt.model.ModelRequest;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Prices;
import dev.bulkgpt.model.Provider;
import dev.bulkgpt.model.Spend;
import dev.bulkgpt.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bulkgpt providers check`: does a model answer, as things are set up?
@Command(
    name = "check",
    description =
        "Make one smallest call to a model, as a run would, and say in a sentence what came back.",
    footer = {"", "Exit status: 0 it works, 1 it does not, 2 it is not set up."})
final class ProvidersCheckCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "Such as openai/gpt-5-mini.")
  private String model = "";

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Override
  public Integer call() throws InterruptedException {
    ModelId id =
        ModelId.parse(model)
            .orElseThrow(() ->
                CommandFailedException.usage(
                    "A model is written provider/model, such as openai/gpt-5-mini, not `%s`."
                        .formatted(model)));
    if (id.provider().equals(Models.LOCAL)) {
      Providers.checkLocal(id);
      Console.out(spec)
          .println(
              id
                  + " works: it is a classifier inside this program, asks nobody and costs nothing.");
      return Exit.OK;
    }
    DataDirectory data = DataDirectory.at(Optional.ofNullable(settings.data), System.getenv());
    try (Providers providers = settings.providers(data);
        Provider provider = providers.open(id.provider())) {
      Prices prices = providers.prices();
      long started = System.nanoTime();
      Provider.Response response = provider.ask(smallest(id));
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      switch (response.answer()) {
        case ModelReply reply when reply.text().isBlank() ->
            throw new CommandFailedException(
                Exit.FAILED, id + " does not work: it answered with an empty text.");
        case ModelReply reply -> Console.out(spec).println(works(id, reply.usage(), took, prices));
        case ModelFailure failure ->
            throw new CommandFailedException(
                Exit.FAILED, id + " does not work: " + failure.message());
      }
    }
    return Exit.OK;
  }

  /// Without a limit of its answer's length: models that think need more than any small one, and
  /// some servers refuse the parameter.
  private static ModelRequest smallest(ModelId model) {
    return new ModelRequest(
        model, List.of(new Message(Message.Role.USER, "Say ok.")), Optional.empty());
  }

  private static String works(ModelId model, Usage usage, Duration took, Prices prices) {
    String tokens =
        usage.equals(Usage.NONE)
            ? "it tells no tokens"
            : "%,d tokens in and %,d out".formatted(usage.inputTokens(), usage.outputTokens());
    Spend spend =
        prices
            .of(model)
            .map(price -> new Spend(1, usage, price.of(usage), 0, 0))
            .orElseGet(() -> new Spend(1, usage, 0, 1, 0));
    return "%s works: it answered in %,d ms, %s, %s."
        .formatted(model, took.toMillis(), tokens, Cost.of(spend));
  }
}
