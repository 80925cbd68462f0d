package dev.bulkgpt.workspace;

import dev.bulkgpt.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// SQL of workspaces and their keys. Safe for use by many threads, and by several processes on one
/// database.
public final class KeyStore {

  private final Database database;
  private final InstantSource time;
  private final SecureRandom random = new SecureRandom();

  public KeyStore(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /// What may be shown of a key.
  ///
  /// @param prefix as the key begins
  /// @param createdAt epoch milliseconds
  /// @param revokedAt empty while it is valid
  public record Listed(String prefix, String workspace, long createdAt, Optional<Long> revokedAt) {}

  /// Makes a key, and its workspace if there is none of that name.
  ///
  /// @return the key: the only time it can be seen
  public ApiKey create(String workspaceName) {
    ApiKey key = ApiKey.random(random);
    database.writeOnly(tx -> insert(tx, workspace(tx, workspaceName), key));
    return key;
  }

  /// Makes the first workspace and key of an installation, once.
  ///
  /// @return empty when there is a key already, revoked ones included
  public Optional<ApiKey> createFirst(String workspaceName) {
    return database.write(tx -> {
      boolean any = tx.createQuery("SELECT count(*) FROM api_key").mapTo(int.class).one() > 0;
      if (any) {
        return Optional.empty();
      }
      ApiKey key = ApiKey.random(random);
      insert(tx, workspace(tx, workspaceName), key);
      return Optional.of(key);
    });
  }

  /// The workspace a key opens: one indexed read, the secret compared in constant time.
  public Optional<Workspace> workspaceOf(ApiKey key) {
    Optional<String> prefix = key.prefix();
    if (prefix.isEmpty()) {
      return Optional.empty();
    }
    record Found(Workspace workspace, String sha256) {}
    String given = key.sha256();
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT w.id, w.name, k.sha256 FROM api_key k
                JOIN workspace w ON w.id = k.workspace_id
                WHERE k.prefix = :prefix AND k.revoked_at IS NULL
                """)
            .bind("prefix", prefix.get())
            .map((row, context) ->
                new Found(new Workspace(row.getString(1), row.getString(2)), row.getString(3)))
            .findOne()
            .filter(found -> same(found.sha256(), given))
            .map(Found::workspace));
  }

  /// The workspace of a name.
  public Optional<Workspace> workspace(String name) {
    return database.read(handle -> find(handle, name));
  }

  /// Finds or makes the workspace of a name.
  public Workspace workspaceFor(String name) {
    return database.write(tx -> workspace(tx, name));
  }

  /// All keys, the oldest first.
  public List<Listed> list() {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT k.prefix, w.name, k.created_at, k.revoked_at FROM api_key k
                JOIN workspace w ON w.id = k.workspace_id ORDER BY k.created_at, k.prefix
                """)
            .map((row, context) -> {
              long revoked = row.getLong(4);
              Optional<Long> revokedAt = row.wasNull() ? Optional.empty() : Optional.of(revoked);
              return new Listed(row.getString(1), row.getString(2), row.getLong(3), revokedAt);
            })
            .list());
  }

  /// Makes a key invalid for ever; again does no harm.
  ///
  /// @param prefix as listed, or the whole key
  /// @return whether there is such a key
  public boolean revoke(String prefix) {
    String shown = new ApiKey(prefix).prefix().orElse(prefix);
    return database.write(tx ->
        tx.createUpdate(
                "UPDATE api_key SET revoked_at = coalesce(revoked_at, :now) WHERE prefix = :prefix")
            .bind("now", time.millis())
            .bind("prefix", shown)
            .execute())
        > 0;
  }

  private Workspace workspace(Handle tx, String name) {
    tx.createUpdate(
            """
            INSERT INTO workspace (id, name, created_at) VALUES (:id, :name, :now)
            ON CONFLICT (name) DO NOTHING
            """)
        .bind("id", randomId())
        .bind("name", name)
        .bind("now", time.millis())
        .execute();
    return find(tx, name).orElseThrow();
  }

  private static Optional<Workspace> find(Handle handle, String name) {
    return handle
        .createQuery("SELECT id, name FROM workspace WHERE name = :name")
        .bind("name", name)
        .map((row, context) -> new Workspace(row.getString(1), row.getString(2)))
        .findOne();
  }

  private void insert(Handle tx, Workspace workspace, ApiKey key) {
    tx.createUpdate(
            """
            INSERT INTO api_key (id, workspace_id, prefix, sha256, created_at)
            VALUES (:id, :workspace, :prefix, :sha256, :now)
            """)
        .bind("id", randomId())
        .bind("workspace", workspace.id())
        .bind("prefix", key.prefix().orElseThrow())
        .bind("sha256", key.sha256())
        .bind("now", time.millis())
        .execute();
  }

  private String randomId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static boolean same(String left, String right) {
    return MessageDigest.isEqual(
        left.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII));
  }
}
