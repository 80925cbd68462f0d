package dev.bulkgpt.task;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// 128 bits that are equal for equal questions, and for no others that anybody will meet.
public record Fingerprint(long high, long low) {

  private static final int BYTES = 16;

  /// @param hash at least 128 bits of a cryptographic hash; the first 128 count
  public static Fingerprint of(byte[] hash) {
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    return new Fingerprint(bytes.getLong(), bytes.getLong());
  }

  /// As the database keeps them, one after the other.
  static byte[] bytes(List<Fingerprint> fingerprints) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES * fingerprints.size());
    fingerprints.forEach(it -> bytes.putLong(it.high).putLong(it.low));
    return bytes.array();
  }

  static List<Fingerprint> read(byte[] stored) {
    List<Fingerprint> fingerprints = new ArrayList<>(stored.length / BYTES);
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    while (bytes.hasRemaining()) {
      fingerprints.add(new Fingerprint(bytes.getLong(), bytes.getLong()));
    }
    return fingerprints;
  }
}
