package dev.bulkgpt.app;

import dev.bulkgpt.store.Database;
import dev.bulkgpt.workspace.KeyStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bulkgpt keys`: who may use the server.
@Command(
    name = "keys",
    description = "The server's API keys; works also while it runs.",
    subcommands = {
      KeysCommand.CreateKey.class,
      KeysCommand.ListKeys.class,
      KeysCommand.RevokeKey.class
    })
final class KeysCommand {

  private static <T> T on(StoreOptions options, Function<KeyStore, T> work) throws IOException {
    try (Database database = options.open()) {
      return work.apply(new KeyStore(database, InstantSource.system()));
    }
  }

  /// `keys create`.
  @Command(
      name = "create",
      description = "Make a key and print it, alone, on standard output: it is shown this once.")
  static final class CreateKey implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private StoreOptions store = new StoreOptions();

    @Option(
        names = "--workspace",
        paramLabel = "NAME",
        defaultValue = "default",
        description = "Whose; made if new. Default: ${DEFAULT-VALUE}.")
    private String workspace = "";

    @Override
    public Integer call() throws IOException {
      String name = Names.workspace(workspace);
      Console.out(spec).println(on(store, keys -> keys.create(name)).text());
      return Exit.OK;
    }
  }

  /// `keys list`.
  @Command(name = "list", description = "List the keys by their beginnings.")
  static final class ListKeys implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private StoreOptions store = new StoreOptions();

    @Override
    public Integer call() throws IOException {
      PrintWriter out = Console.out(spec);
      for (KeyStore.Listed key : on(store, KeyStore::list)) {
        out.println(
            "%s  %-20s  %s  %s"
                .formatted(
                    key.prefix(),
                    key.workspace(),
                    Instant.ofEpochMilli(key.createdAt()),
                    key.revokedAt()
                        .map(at -> "revoked " + Instant.ofEpochMilli(at))
                        .orElse("valid")));
      }
      return Exit.OK;
    }
  }

  /// `keys revoke`.
  @Command(name = "revoke", description = "Make a key invalid, for ever and within seconds.")
  static final class RevokeKey implements Callable<Integer> {
    @Mixin private StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "ID", description = "The key's beginning as listed, or the whole key.")
    private String id = "";

    @Override
    public Integer call() throws IOException {
      if (!on(store, keys -> keys.revoke(id))) {
        throw new CommandFailedException(
            Exit.FAILED, "There is no such key; `bulkgpt keys list` shows them.");
      }
      return Exit.OK;
    }
  }

  /// Where the server's data is.
  static final class StoreOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "The data directory.")
    @Nullable Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration.")
    @Nullable Path config;

    Database open() throws IOException {
      DataDirectory directory = DataDirectory.open(Optional.ofNullable(data), System.getenv());
      return Installation.at(directory, configuration(directory)).open();
    }

    Configuration configuration(DataDirectory directory) {
      return Configuration.load(
          Optional.ofNullable(config), directory.defaultConfig(), System.getenv());
    }
  }
}
