package dev.bulkgpt.simulator;

/// The one source of chance: 64-bit hashes, so the same prompt, attempt and seed always give the
/// same behaviour.
///
/// Text is hashed by FNV-1a over UTF-16 units, finished by the 64-bit mixer of SplitMix64 (Steele,
/// Lea, Flood 2014).
final class Hash {

  private static final long FNV_PRIME = 0x100000001b3L;
  static final long START = 0xcbf29ce484222325L;

  private Hash() {}

  static long text(long hash, String text) {
    long h = hash;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * FNV_PRIME;
    }
    return h;
  }

  /// Adds one message; the separator keeps "ab","c" apart from "a","bc".
  static long message(long hash, String role, String content) {
    return mix(text((text(hash, role) ^ 0x1_0000L) * FNV_PRIME, content));
  }

  static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /// A draw in [0, 1) out of a hash and a salt that names what is drawn.
  static double unit(long hash, long salt) {
    return (mix(hash ^ mix(salt)) >>> 11) * 0x1.0p-53;
  }
}
