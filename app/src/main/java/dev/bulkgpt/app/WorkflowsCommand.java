package dev.bulkgpt.app;

import dev.bulkgpt.store.Database;
import dev.bulkgpt.workflow.Workflow;
import dev.bulkgpt.workspace.KeyStore;
import dev.bulkgpt.workspace.WorkflowStore;
import dev.bulkgpt.workspace.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bulkgpt workflows`: what the server can run.
@Command(
    name = "workflows",
    description = "The server's workflows; works also while it runs.",
    subcommands = {
      WorkflowsCommand.Put.class,
      WorkflowsCommand.ListAll.class,
      WorkflowsCommand.Show.class,
      WorkflowsCommand.Delete.class
    })
final class WorkflowsCommand {

  /// Where, and whose.
  static final class Where {
    @Mixin private KeysCommand.StoreOptions store = new KeysCommand.StoreOptions();

    @Option(
        names = "--workspace",
        paramLabel = "NAME",
        defaultValue = "default",
        description = "Whose. Default: ${DEFAULT-VALUE}.")
    private String workspace = "";

    <T> T on(BiFunction<WorkflowStore, Workspace, T> work) throws IOException {
      String name = Names.workspace(workspace);
      try (Database database = store.open()) {
        InstantSource time = InstantSource.system();
        Workspace whose = new KeyStore(database, time).workspaceFor(name);
        return work.apply(new WorkflowStore(database, time), whose);
      }
    }
  }

  private static CommandFailedException unknown(String id) {
    return new CommandFailedException(
        Exit.FAILED, "There is no workflow " + id + "; `bulkgpt workflows list` shows them.");
  }

  /// `workflows put`.
  @Command(
      name = "put",
      description =
          "Keep a workflow and print its id, alone, on standard output. The same name again is a"
              + " new revision with the same id.")
  static final class Put implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private Where where = new Where();

    @Parameters(paramLabel = "FILE.yaml", description = "The workflow.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
      PrintWriter err = Console.err(spec);
      Workflow workflow = WorkflowFile.read(file, err);
      DataDirectory data =
          DataDirectory.open(java.util.Optional.ofNullable(where.store.data), System.getenv());
      try (Providers providers =
          new Providers(
              where.store.configuration(data),
              data.path().resolve("prices.yaml"),
              java.util.OptionalInt.empty())) {
        providers.unusable(workflow).ifPresent(why -> err.println(file + ": warning: " + why));
      }
      String document = Files.readString(file);
      WorkflowStore.Kept kept =
          where.on((store, workspace) -> store.put(workspace, workflow.name(), document));
      err.println("%s: revision %d".formatted(kept.name(), kept.revision()));
      err.flush();
      Console.out(spec).println(kept.id());
      return Exit.OK;
    }
  }

  /// `workflows list`.
  @Command(name = "list", description = "List the workflows by name.")
  static final class ListAll implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private Where where = new Where();

    @Override
    public Integer call() throws IOException {
      PrintWriter out = Console.out(spec);
      for (WorkflowStore.Kept kept : where.on(WorkflowStore::list)) {
        out.println("%s  r%d  %s".formatted(kept.id(), kept.revision(), kept.name()));
      }
      return Exit.OK;
    }
  }

  /// `workflows show`.
  @Command(name = "show", description = "Print a workflow as it was put.")
  static final class Show implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private Where where = new Where();

    @Parameters(paramLabel = "ID", description = "Its id, or the 32 hex digits of it.")
    private String id = "";

    @Override
    public Integer call() throws IOException {
      WorkflowStore.Kept kept =
          where
              .on((store, workspace) -> store.findByAny(workspace, id))
              .orElseThrow(() -> unknown(id));
      PrintWriter out = Console.out(spec);
      out.print(kept.document());
      out.flush();
      return Exit.OK;
    }
  }

  /// `workflows delete`.
  @Command(name = "delete", description = "Delete a workflow; its tasks go on.")
  static final class Delete implements Callable<Integer> {
    @Mixin private Where where = new Where();

    @Parameters(paramLabel = "ID", description = "Its id, or the 32 hex digits of it.")
    private String id = "";

    @Override
    public Integer call() throws IOException {
      boolean deleted =
          where.on((store, workspace) ->
              store
                  .findByAny(workspace, id)
                  .map(kept -> store.delete(workspace, kept.id()))
                  .orElse(false));
      if (!deleted) {
        throw unknown(id);
      }
      return Exit.OK;
    }
  }
}
