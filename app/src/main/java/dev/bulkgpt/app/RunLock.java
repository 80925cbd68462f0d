package dev.bulkgpt.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Says that a process works on a run, or serves. The system lets go of it when the process dies,
/// however it dies. The file holds the process id, for the sentence the second one gets.
final class RunLock implements AutoCloseable {

  private static final int MAX_PID_BYTES = 32;

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /// @param what for the sentence the second one gets: "The same run is under way"
  /// @throws CommandFailedException when another process holds it
  static RunLock take(Path file, String what) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
      if (lock == null) {
        throw taken(channel, what);
      }
    } catch (OverlappingFileLockException e) {
      throw taken(channel, what);
    }
    channel.truncate(0);
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    return new RunLock(channel);
  }

  private static CommandFailedException taken(FileChannel channel, String what) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(MAX_PID_BYTES);
    channel.read(pid, 0);
    channel.close();
    String name = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
    return new CommandFailedException(
        Exit.FAILED, what + " in process " + name + ". Wait for it, or stop it.");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
