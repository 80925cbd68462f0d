package dev.bulkgpt.simulator;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// For every prompt, by its 64-bit hash: how many attempts got past the limits and how many answers
/// were paid.
///
/// Sixty-four open-addressing tables of primitives, each behind its own lock: twelve bytes a slot,
/// at most three slots in four in use. Ten million prompts collide with a chance of three in a
/// million. Counts stop at 65,535. Any thread may call it.
final class PromptTable {

  private static final int SHARDS = 64;

  /// Where each count sits in the packed int.
  private static final int ATTEMPTS = 0;

  private static final int PAID = 16;

  private final AtomicReferenceArray<Shard> shards = new AtomicReferenceArray<>(SHARDS);

  PromptTable() {
    clear();
  }

  /// Counts an attempt; returns its number, from 1.
  int attempt(long prompt) {
    return shard(prompt).add(prompt, ATTEMPTS) & 0xffff;
  }

  /// Counts a paid answer; returns how many this prompt now has.
  int paid(long prompt) {
    return shard(prompt).add(prompt, PAID) >>> 16;
  }

  int attemptsOf(long prompt) {
    return shard(prompt).get(prompt) & 0xffff;
  }

  int paidOf(long prompt) {
    return shard(prompt).get(prompt) >>> 16;
  }

  long size() {
    long size = 0;
    for (int i = 0; i < SHARDS; i++) {
      size += shards.get(i).size();
    }
    return size;
  }

  void clear() {
    for (int i = 0; i < SHARDS; i++) {
      shards.set(i, new Shard());
    }
  }

  private Shard shard(long prompt) {
    return shards.get((int) (prompt >>> 58));
  }

  private static final class Shard {
    private long[] keys = new long[16];
    private int[] counts = new int[16];
    private int size;

    synchronized int size() {
      return size;
    }

    synchronized int get(long prompt) {
      return counts[slot(keys, counts, prompt)];
    }

    synchronized int add(long prompt, int shift) {
      if (size * 4 >= keys.length * 3) {
        grow();
      }
      int slot = slot(keys, counts, prompt);
      if (counts[slot] == 0) {
        keys[slot] = prompt;
        size++;
      }
      if ((counts[slot] >>> shift & 0xffff) != 0xffff) {
        counts[slot] += 1 << shift;
      }
      return counts[slot];
    }

    /// A slot is free when its count is 0: every key that is kept has been counted.
    private static int slot(long[] keys, int[] counts, long prompt) {
      int mask = keys.length - 1;
      int slot = (int) prompt & mask;
      while (counts[slot] != 0 && keys[slot] != prompt) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    private void grow() {
      long[] widerKeys = new long[keys.length * 2];
      int[] widerCounts = new int[keys.length * 2];
      for (int i = 0; i < keys.length; i++) {
        if (counts[i] != 0) {
          int slot = slot(widerKeys, widerCounts, keys[i]);
          widerKeys[slot] = keys[i];
          widerCounts[slot] = counts[i];
        }
      }
      keys = widerKeys;
      counts = widerCounts;
    }
  }
}
