package dev.bulkgpt.workspace;

import dev.bulkgpt.store.Database;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Random secrets of an installation, made once and the same on every node.
public final class Secrets {

  private static final int BYTES = 32;

  private final Database database;

  public Secrets(Database database) {
    this.database = database;
  }

  /// 256 random bits in hex, the same at each call with the same name.
  public String get(String name) {
    byte[] fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    return database.write(tx -> {
      tx.createUpdate(
              """
              INSERT INTO secret (name, value) VALUES (:name, :value)
              ON CONFLICT (name) DO NOTHING
              """)
          .bind("name", name)
          .bind("value", HexFormat.of().formatHex(fresh))
          .execute();
      return tx.createQuery("SELECT value FROM secret WHERE name = :name")
          .bind("name", name)
          .mapTo(String.class)
          .one();
    });
  }
}
