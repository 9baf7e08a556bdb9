package vn.chitieu.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Every received byte, kept under its content's hash, which only the program's account may read.
 * What lies there is replaced only when it is not what its name says.
 */
public final class Archive {
  /**
   * A stored file.
   *
   * @param sha256 of the bytes as they were read
   * @param size how many
   */
  public record Stored(String sha256, long size) {}

  private final Path dir;
  private final Path tmp;

  public Archive(Home home) {
    this.dir = home.archive();
    this.tmp = home.tmp();
  }

  /** Where the bytes of that hash lie. */
  public Path get(String sha256) {
    return dir.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  /** Copies a file in, reading it once; on return its bytes are on the disk. */
  public Stored store(Path file) throws IOException {
    Stored stored = copy(file);
    force(stored.sha256());
    return stored;
  }

  /**
   * Copies a file in, reading it once. Its bytes can be read at once and are on the disk after
   * {@link #force}. What lies there already is kept when it is the same, byte for byte: a crash may
   * have left half of it.
   */
  Stored copy(Path file) throws IOException {
    Path copy = tmp.resolve("archive-" + UUID.randomUUID() + ".tmp");
    try {
      MessageDigest digest = sha256();
      long size = 0;
      try (InputStream in = Files.newInputStream(file);
          OutputStream out = Files.newOutputStream(Disk.createOwn(copy))) {
        byte[] buffer = new byte[64 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
          out.write(buffer, 0, n);
          size += n;
        }
      }
      String hash = HexFormat.of().formatHex(digest.digest());
      Path target = get(hash);
      if (!Files.exists(target) || Files.mismatch(copy, target) >= 0) {
        Files.createDirectories(target.getParent());
        Files.move(
            copy, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      return new Stored(hash, size);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** Waits until the bytes of that hash, and the name they lie under, are on the disk. */
  void force(String sha256) throws IOException {
    Path file = get(sha256);
    for (Path p : List.of(file, file.getParent(), dir)) {
      Disk.force(p);
    }
  }

  /** Whether a file holds, byte for byte, what is kept under that hash. */
  boolean isKept(Path file, String sha256) throws IOException {
    Path kept = get(sha256);
    return Files.exists(kept) && Files.mismatch(file, kept) < 0;
  }

  /** The hash of a file as it is now. */
  public static String hash(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[64 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
