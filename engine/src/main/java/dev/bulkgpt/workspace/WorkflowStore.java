package dev.bulkgpt.workspace;

import dev.bulkgpt.store.Database;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// SQL of the workflows a workspace keeps. A workflow of another workspace is, to every method, one
/// that is not there.
public final class WorkflowStore {

  private static final int HEX_DIGITS = 32;

  private final Database database;
  private final InstantSource time;
  private final SecureRandom random = new SecureRandom();

  public WorkflowStore(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /// A workflow as it is kept.
  ///
  /// @param id `v0#Workflow#<32 hex>#<epoch millis of its making>`; the same over all revisions
  /// @param revision from 1
  /// @param document as its author wrote it
  public record Kept(
      String id, String name, int revision, String document, long createdAt, long updatedAt) {}

  /// Keeps a document: a new workflow, or the next revision of the one with that name. The same
  /// document again changes nothing.
  public Kept put(Workspace workspace, String name, String document) {
    return database.write(tx -> {
      Optional<Kept> before = byName(tx, workspace, name);
      if (before.isPresent()) {
        return revise(tx, before.get(), document);
      }
      long now = time.millis();
      byte[] bytes = new byte[HEX_DIGITS / 2];
      random.nextBytes(bytes);
      tx.createUpdate(
              """
              INSERT INTO workflow (id, workspace_id, name, revision, document, created_at,
                updated_at)
              VALUES (:id, :workspace, :name, 1, :document, :now, :now)
              """)
          .bind("id", "v0#Workflow#" + HexFormat.of().formatHex(bytes) + "#" + now)
          .bind("workspace", workspace.id())
          .bind("name", name)
          .bind("document", document)
          .bind("now", now)
          .execute();
      return byName(tx, workspace, name).orElseThrow();
    });
  }

  /// @param id the whole id; exact
  public Optional<Kept> find(Workspace workspace, String id) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM workflow WHERE id = :id AND workspace_id = :workspace")
            .bind("id", id)
            .bind("workspace", workspace.id())
            .map(WorkflowStore::kept)
            .findOne());
  }

  /// @param text the whole id, or its 32 hex digits
  public Optional<Kept> findByAny(Workspace workspace, String text) {
    if (!text.matches("[0-9a-f]{32}")) {
      return find(workspace, text);
    }
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM workflow WHERE id LIKE :id AND workspace_id = :workspace")
            .bind("id", "v0#Workflow#" + text + "#%")
            .bind("workspace", workspace.id())
            .map(WorkflowStore::kept)
            .findFirst());
  }

  /// By name.
  public List<Kept> list(Workspace workspace) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM workflow WHERE workspace_id = :workspace ORDER BY name")
            .bind("workspace", workspace.id())
            .map(WorkflowStore::kept)
            .list());
  }

  /// Tasks that run it keep their copy.
  ///
  /// @return whether it was there
  public boolean delete(Workspace workspace, String id) {
    return database.write(tx ->
        tx.createUpdate("DELETE FROM workflow WHERE id = :id AND workspace_id = :workspace")
            .bind("id", id)
            .bind("workspace", workspace.id())
            .execute())
        > 0;
  }

  private Kept revise(Handle tx, Kept before, String document) {
    if (before.document().equals(document)) {
      return before;
    }
    tx.createUpdate(
            """
            UPDATE workflow SET revision = revision + 1, document = :document, updated_at = :now
            WHERE id = :id
            """)
        .bind("id", before.id())
        .bind("document", document)
        .bind("now", time.millis())
        .execute();
    return tx.createQuery("SELECT * FROM workflow WHERE id = :id")
        .bind("id", before.id())
        .map(WorkflowStore::kept)
        .one();
  }

  private static Optional<Kept> byName(Handle tx, Workspace workspace, String name) {
    return tx.createQuery("SELECT * FROM workflow WHERE workspace_id = :workspace AND name = :name")
        .bind("workspace", workspace.id())
        .bind("name", name)
        .map(WorkflowStore::kept)
        .findOne();
  }

  private static Kept kept(ResultSet row, StatementContext context) throws SQLException {
    return new Kept(
        row.getString("id"),
        row.getString("name"),
        row.getInt("revision"),
        row.getString("document"),
        row.getLong("created_at"),
        row.getLong("updated_at"));
  }
}
