package dev.bulkgpt.store;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Files of a task (its canonical input, its result), kept in one directory under plain names.
///
/// A blob appears under its name only when it is complete and synced: written to a temporary name
/// of its own first, then moved. Safe for use by many threads; of two that write the same name the
/// last one stands. What the file system cannot do now is a [DiskException], a blob that should be
/// there and is not a [LostBlobException].
public final class Blobs {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final String UNFINISHED = ".part";

  private final Path directory;

  /// @param directory made when missing
  public Blobs(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /// Starts a blob. Closing the stream without [Writing#commit] leaves nothing behind.
  public Writing create(String name) throws IOException {
    return new Writing(path(name));
  }

  /// @param bytes what it must have at least
  public InputStream open(String name, long bytes) throws IOException {
    return Channels.newInputStream(channel(name, bytes));
  }

  /// A byte range of a blob.
  public InputStream open(String name, long offset, long length) throws IOException {
    FileChannel channel = channel(name, offset + length);
    channel.position(offset);
    return new RangeInputStream(Channels.newInputStream(channel), length);
  }

  private FileChannel channel(String name, long bytes) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(path(name), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      // With the directory gone too, a file system is not mounted.
      throw Files.isDirectory(directory)
          ? new LostBlobException("there is no " + name)
          : new DiskException("the files are away", e);
    } catch (IOException e) {
      throw new DiskException("a file cannot be read", e);
    }
    if (channel.size() < bytes) {
      channel.close();
      throw new LostBlobException(name + " has less than its " + bytes + " bytes");
    }
    return channel;
  }

  /// What can still be written where the files are.
  public long freeBytes() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /// The time a file written now gets: the file system's clock, which is milliseconds behind the
  /// system's on a local disk and wherever the other machine's is on a remote one.
  ///
  /// @return epoch milliseconds, never after the time of what is written later
  public long clock() throws IOException {
    try {
      Path probe = Files.createTempFile(directory, "clock", UNFINISHED);
      try {
        return Files.getLastModifiedTime(probe).toMillis();
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw new DiskException("a file cannot be made", e);
    }
  }

  /// Tells the names of what was last written before an instant of [#clock], blobs and what was to
  /// become one.
  public void namesBefore(long epochMillis, Consumer<String> names) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      files
          .filter(path -> path.toFile().lastModified() < epochMillis)
          .forEach(path -> names.accept(String.valueOf(path.getFileName())));
    }
  }

  /// True for the name of what never became a blob, or is about to.
  public static boolean isUnfinished(String name) {
    return name.endsWith(UNFINISHED);
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
      this(
          target,
          target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + UNFINISHED));
    }

    private Writing(Path target, Path temporary) throws IOException {
      this(target, temporary, made(temporary));
    }

    private Writing(Path target, Path temporary, FileChannel channel) {
      super(new BufferedOutputStream(new ToDisk(channel), BUFFER_BYTES));
      this.target = target;
      this.temporary = temporary;
      this.channel = channel;
    }

    private static FileChannel made(Path file) throws IOException {
      try {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw new DiskException("a file cannot be made", e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    /// Makes the blob visible under its name, durably.
    public void commit() throws IOException {
      flush();
      try {
        channel.force(true);
        channel.close();
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory();
      } catch (IOException e) {
        throw new DiskException("a file cannot be completed", e);
      }
    }

    /// The name is kept by the directory. Windows opens none, and needs it not.
    private void syncDirectory() throws IOException {
      if (target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        try (FileChannel directory =
            FileChannel.open(Objects.requireNonNull(target.getParent()), StandardOpenOption.READ)) {
          directory.force(true);
        }
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(temporary);
    }
  }

  /// Tells the failures of the disk from those of whoever reads or writes at the other end.
  private static final class ToDisk extends OutputStream {
    private final FileChannel channel;

    ToDisk(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
      try {
        while (left.hasRemaining()) {
          channel.write(left);
        }
      } catch (IOException e) {
        throw new DiskException("a file cannot be written", e);
      }
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
