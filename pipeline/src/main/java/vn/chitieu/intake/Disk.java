package vn.chitieu.intake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is done to files whose loss, or whose reading by others, would matter. */
public final class Disk {
  private Disk() {}

  /**
   * Waits until a file's bytes, or a folder's names, are on the disk and not only in the system.
   */
  public static void force(Path path) throws IOException {
    try (FileChannel c = FileChannel.open(path, StandardOpenOption.READ)) {
      c.force(true);
    }
  }

  /** Deletes a folder with all that is in it; links are deleted, not followed. */
  public static void delete(Path tree) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(tree)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path p : all) {
      Files.delete(p);
    }
  }

  /**
   * Sets who may do what, where the file system knows such rights.
   *
   * @param rights as {@code rwx------}
   */
  public static void protect(Path path, String rights) throws IOException {
    if (hasRights(path)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }
  }

  /** Makes a new file that only the program's account may read, from its first moment on. */
  public static Path createOwn(Path file) throws IOException {
    return hasRights(file)
        ? Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createFile(file);
  }

  /** Whether the file system of a path knows the rights of owner, group and others. */
  public static boolean hasRights(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
