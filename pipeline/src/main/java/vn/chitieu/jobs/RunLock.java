package vn.chitieu.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import vn.chitieu.intake.Home;

/**
 * One writer per home. The operating system lets go of the lock when its process dies, so a killed
 * run never leaves one behind.
 */
public final class RunLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private RunLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Takes the home's lock; empty when another run holds it. */
  public static Optional<RunLock> tryTake(Home home) throws IOException {
    Files.createDirectories(home.state());
    FileChannel channel =
        FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        channel.truncate(0);
        channel.write(
            ByteBuffer.wrap(
                Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return Optional.of(new RunLock(channel, lock));
      }
    } catch (OverlappingFileLockException e) {
      // held by this very process: no less taken
    }
    channel.close();
    return Optional.empty();
  }

  /** The process that took the lock last; empty when nobody did or it does not say. */
  static OptionalLong findHolder(Home home) throws IOException {
    String pid = Files.exists(home.lock()) ? Files.readString(home.lock()).strip() : "";
    return pid.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(pid)) : OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
