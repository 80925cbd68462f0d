package dev.bulkgpt.store;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/// Files of a task (its canonical input, its result), kept in one directory under plain names.
///
/// A blob appears under its name only when it is complete and synced: written to a temporary name
/// first, then moved. Safe for use by many threads as long as no two write the same name.
public final class Blobs {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path directory;

  /// @param directory made when missing
  public Blobs(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /// Starts a blob. Closing the stream without [Writing#commit] leaves nothing behind.
  public Writing create(String name) throws IOException {
    return new Writing(path(name));
  }

  public InputStream open(String name) throws IOException {
    return Files.newInputStream(path(name));
  }

  /// A byte range of a blob.
  public InputStream open(String name, long offset, long length) throws IOException {
    FileChannel channel = FileChannel.open(path(name), StandardOpenOption.READ);
    channel.position(offset);
    return new RangeInputStream(Channels.newInputStream(channel), length);
  }

  /// A blob as it is now, whatever takes its place later; empty when there is none. To be closed.
  public Optional<Reading> read(String name) throws IOException {
    Path path = path(name);
    try {
      while (true) {
        BasicFileAttributes named = Files.readAttributes(path, BasicFileAttributes.class);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        FileTime now = Files.getLastModifiedTime(path);
        if (now.equals(named.lastModifiedTime()) && channel.size() == named.size()) {
          return Optional.of(new Reading(channel, now.toMillis(), named.size()));
        }
        // It was replaced between two looks.
        channel.close();
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// A blob open for reading; one thread.
  ///
  /// @param changedAt epoch milliseconds
  /// @param length in bytes
  public record Reading(FileChannel channel, long changedAt, long length) implements AutoCloseable {

    /// A byte range.
    public InputStream from(long offset, long bytes) throws IOException {
      channel.position(offset);
      return new RangeInputStream(Channels.newInputStream(channel), bytes);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  public void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  private Path path(String name) {
    Path path = directory.resolve(name).normalize();
    if (!directory.equals(path.getParent())) {
      throw new IllegalArgumentException("not a blob's name: " + name);
    }
    return path;
  }

  /// A blob being written; one thread.
  public static final class Writing extends FilterOutputStream {
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;

    private Writing(Path target) throws IOException {
      this(target, target.resolveSibling(target.getFileName() + ".part"));
    }

    private Writing(Path target, Path temporary) throws IOException {
      this(
          target,
          temporary,
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE));
    }

    private Writing(Path target, Path temporary, FileChannel channel) {
      super(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
      this.target = target;
      this.temporary = temporary;
      this.channel = channel;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    /// Makes the blob visible under its name, durably.
    public void commit() throws IOException {
      flush();
      channel.force(true);
      channel.close();
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(temporary);
    }
  }

  private static final class RangeInputStream extends java.io.FilterInputStream {
    private long left;

    RangeInputStream(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      if (left <= 0) {
        return -1;
      }
      int value = super.read();
      left -= value < 0 ? left : 1;
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int count = super.read(into, offset, (int) Math.min(length, left));
      left -= count < 0 ? left : count;
      return count;
    }
  }
}
