package dev.bulkgpt.app;

import dev.bulkgpt.model.Prices;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `bulkgpt providers`: who can be asked.
@Command(
    name = "providers",
    description = {
      "Show the providers: which are set up and what the others need, where they are, and whether"
          + " the prices of their models are known. Calls nobody.",
      "",
      "`providers check MODEL` makes one smallest call and says what came back."
    },
    subcommands = ProvidersCheckCommand.class)
final class ProvidersCommand implements Callable<Integer> {

  private static final int LEAST_WIDTH = 4;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Print one array of objects.")
  private boolean json;

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Override
  public Integer call() throws IOException {
    DataDirectory data = DataDirectory.at(Optional.ofNullable(settings.data), System.getenv());
    try (Providers providers = settings.providers(data)) {
      List<ProviderState> states = providers.states();
      PrintWriter out = Console.out(spec);
      if (json) {
        out.println(JsonMapper.shared().writeValueAsString(json(states)));
      } else {
        table(states, out);
      }
    }
    return Exit.OK;
  }

  private static void table(List<ProviderState> states, PrintWriter out) {
    int name = width(states.stream().map(ProviderState::name).toList());
    int host = width(states.stream().map(ProvidersCommand::where).toList());
    String line = "%-" + name + "s  %-" + host + "s  %-6s  %s";
    out.println(line.formatted("NAME", "HOST", "PRICES", "SET UP"));
    for (ProviderState it : states) {
      out.println(
          line.formatted(
              it.name(),
              where(it),
              spelled(it.prices()),
              it.isSetUp() ? "yes" : "no: " + it.todo()));
    }
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).reduce(LEAST_WIDTH, Math::max);
  }

  private static String where(ProviderState state) {
    return state.host().orElse(state.isSetUp() ? "(inside)" : "-");
  }

  private static String spelled(Prices.Coverage extent) {
    return extent.name().toLowerCase(Locale.ROOT);
  }

  private static ArrayNode json(List<ProviderState> states) {
    ArrayNode all = JsonMapper.shared().createArrayNode();
    for (ProviderState it : states) {
      ObjectNode one = all.addObject();
      one.put("provider", it.name());
      one.put("set_up", it.isSetUp());
      it.host().ifPresent(host -> one.put("host", host));
      one.put("prices", spelled(it.prices()));
      it.lacking()
          .ifPresent(lacking -> {
            lacking.missing().ifPresent(variable -> one.put("missing", variable));
            one.put("problem", lacking.getMessage());
          });
    }
    return all;
  }
}
