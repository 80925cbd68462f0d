package dev.bulkgpt.app;

import dev.bulkgpt.app.api.Server;
import dev.bulkgpt.app.api.ServerSettings;
import dev.bulkgpt.app.api.Services;
import dev.bulkgpt.app.metrics.CallMeters;
import dev.bulkgpt.app.metrics.EngineFigures;
import dev.bulkgpt.csv.InputOptions;
import dev.bulkgpt.model.Models;
import dev.bulkgpt.model.Secret;
import dev.bulkgpt.run.Engine;
import dev.bulkgpt.run.EngineSettings;
import dev.bulkgpt.run.FailureRules;
import dev.bulkgpt.store.Blobs;
import dev.bulkgpt.store.Database;
import dev.bulkgpt.workspace.KeyStore;
import dev.bulkgpt.workspace.Secrets;
import dev.bulkgpt.workspace.WorkflowStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bulkgpt serve`: the BulkGPT API.
@Command(
    name = "serve",
    description = {
      "Serve the BulkGPT API.",
      "",
      "The first start on an empty data directory makes the workspace `default` and prints an API"
          + " key, once. `keys` and `workflows` work on the same data while the server runs;"
          + " `tasks` talks to it.",
      "",
      "It prints `listening on URL` when it is ready. SIGTERM and Ctrl-C let calls in flight end;"
          + " whatever stops it, the next start goes on. /actuator/health tells its health,"
          + " /actuator/prometheus its figures. Its settings, such as public_url, database_url and"
          + " log_format, stand in bulkgpt.yaml or in the environment, as BULKGPT_PUBLIC_URL."
    })
final class ServeCommand implements Callable<Integer> {

  private static final int MOST_PORT = 65_535;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen on. Default: ${DEFAULT-VALUE}.")
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    mayListen();
    DataDirectory data = DataDirectory.open(Optional.ofNullable(settings.data), System.getenv());
    Configuration configuration = settings.configuration(data);
    LogFormat.apply(configuration);
    FailureRules rules = new FailureOptions(configuration).read();
    ServerSettings serverSettings = new ServerOptions(configuration).read(host, port);
    Installation installation = Installation.at(data, configuration);
    try (RunLock _ = installation.lock();
        Database database = installation.open();
        Providers providers = settings.providers(data)) {
      serve(installation, database, providers, serverSettings, rules);
    }
    return Exit.OK;
  }

  /// Said at once and in a sentence, which the framework would not.
  private void mayListen() {
    if (port < 0 || port > MOST_PORT) {
      throw CommandFailedException.usage("--port takes a number from 0 to " + MOST_PORT + ".");
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new CommandFailedException(
          Exit.FAILED,
          "Cannot listen on %s, port %d: %s. Name another place with --host and --port."
              .formatted(host, port, listening(e)));
    }
  }

  private static String listening(IOException e) {
    boolean denied = String.valueOf(e.getMessage()).contains("ermission");
    return denied
        ? "this user may not listen there; ports below 1024 are the administrator's"
        : FailureWords.network(e);
  }

  private void serve(
      Installation installation,
      Database database,
      Providers providers,
      ServerSettings settings,
      FailureRules rules)
      throws IOException, InterruptedException {
    InstantSource time = InstantSource.system();
    Blobs blobs = installation.blobs(database);
    PrometheusRegistry metrics = new PrometheusRegistry();
    Models models = providers.allModels(new CallMeters(metrics));
    KeyStore keys = new KeyStore(database, time);
    PrintWriter out = Console.out(spec);
    try (Engine engine =
            new Engine(
                database, blobs, models, WorkflowFile.reader(), of(models, settings).with(rules));
        Shutdown shutdown = new Shutdown(engine, database)) {
      metrics.register(new EngineFigures(engine, models));
      Services services =
          new Services(
              engine,
              database,
              blobs,
              keys,
              new WorkflowStore(database, time),
              WorkflowFile.reader(),
              models,
              providers::unusable,
              new Secret(new Secrets(database).get("download-links")),
              metrics);
      engine.start();
      try (Server server = Server.start(services, settings)) {
        shutdown.of(server, settings.grace());
        keys.createFirst(ServerSettings.OPERATORS_WORKSPACE)
            .ifPresent(key -> out.println("API key (shown once): " + key.text()));
        out.println("listening on " + server.url());
        shutdown.await();
      }
    }
  }

  private static EngineSettings of(Models models, ServerSettings settings) {
    return EngineSettings.forServer(
        models.mostCallsOfOne(),
        InputOptions.ROWS_PER_CHUNK,
        settings.grace(),
        settings.retention());
  }
}
