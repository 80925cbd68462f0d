package dev.bulkgpt.app;

import dev.bulkgpt.simulator.Dialects;
import dev.bulkgpt.simulator.Knobs;
import dev.bulkgpt.simulator.Simulator;
import dev.bulkgpt.simulator.SimulatorSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bulkgpt simulate`: a provider to rehearse with.
@Command(
    name = "simulate",
    description = {
      "Run a simulated provider: it speaks OpenAI's chat completions, echoes or fills in the schema,"
          + " costs nothing, and misbehaves on request. GET /stats counts the calls, POST /reset"
          + " starts anew; /p/KNOBS/v1 is a base URL with knobs of its own.",
      "",
      "Rehearse how providers really answer: `--dialect think-block` has every answer begin with the"
          + " model's thinking, `--dialect overloaded-529 --knobs odd=0.2` refuses a fifth of the"
          + " calls, `--dialect content-empty --knobs oddfirst=1` leaves each prompt's first answer"
          + " empty.",
      ""
    })
final class SimulateCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9100",
      description = "Where to listen on 127.0.0.1; 0 takes a free port. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      description = "How long an answer takes, in milliseconds.")
  private @Nullable String latency;

  @Option(names = "--requests-per-second", paramLabel = "N", description = "A limit; above it 429.")
  private @Nullable String requestsPerSecond;

  @Option(
      names = "--fail",
      paramLabel = "SHARE",
      description = "The share of calls answered with 500, from 0 to 1.")
  private @Nullable String fail;

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      split = ",",
      description = {
        "Answer, fail or refuse as a certain provider does; may be given again.",
        "`--list-dialects` shows what there is."
      })
  private List<String> dialects = List.of();

  @Option(
      names = "--knobs",
      paramLabel = "NAME=VALUE,…",
      description = "Anything else; `--list-knobs` shows what there is.")
  private @Nullable String knobs;

  @Option(names = "--list-knobs", description = "Show all knobs.")
  private boolean listKnobs;

  @Option(names = "--list-dialects", description = "Show all dialects.")
  private boolean listDialects;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Console.out(spec);
    if (listKnobs || listDialects) {
      out.print(listKnobs ? Knobs.help() : Dialects.help());
      out.flush();
      return Exit.OK;
    }
    try (Simulator simulator = Simulator.start(settings())) {
      String url = simulator.baseUrl().toString();
      out.println("listening on " + url);
      Console.err(spec)
          .println(
              "Use it as OPENAI_BASE_URL=%s, or as a provider's base_url. Ctrl-C ends it."
                  .formatted(url));
      new CountDownLatch(1).await();
    } catch (IllegalStateException e) {
      throw new CommandFailedException(
          Exit.FAILED, e.getMessage() + " Name another port with --port.");
    }
    return Exit.OK;
  }

  private SimulatorSettings settings() {
    List<String> set = new ArrayList<>();
    add(set, "lat", latency);
    add(set, "rps", requestsPerSecond);
    add(set, "p500", fail);
    dialects.forEach(name -> add(set, "dialect", name));
    if (knobs != null) {
      set.add(knobs);
    }
    try {
      return new SimulatorSettings(port, Knobs.parse(String.join(",", set)));
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.usage(String.valueOf(e.getMessage()));
    }
  }

  private static void add(List<String> set, String knob, @Nullable String value) {
    if (value != null) {
      set.add(knob + "=" + value);
    }
  }
}
