package dev.bulkgpt.store;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

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

  /// What can still be written where the files are.
  public long freeBytes() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  public boolean exists(String name) {
    return Files.exists(path(name));
  }

  /// In bytes.
  public long length(String name) throws IOException {
    return Files.size(path(name));
  }

  /// Epoch milliseconds.
  public long changedAt(String name) throws IOException {
    return Files.getLastModifiedTime(path(name)).toMillis();
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
