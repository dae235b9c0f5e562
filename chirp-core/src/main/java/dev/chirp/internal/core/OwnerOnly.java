package dev.chirp.internal.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files and folders that no other user of this machine can read, whatever the umask: 0600 and 0700.
 * On a file system without POSIX permissions, such as Windows's, they are like any other file; a
 * user's folders are private there.
 */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final OpenOption[] TRUNCATE = {StandardOpenOption.TRUNCATE_EXISTING};

  private OwnerOnly() {}

  /** What makes a new folder private. */
  public static FileAttribute<?>[] folder(Path path) {
    return attributes(path, FOLDER);
  }

  /**
   * Creates a folder, unless it exists, and makes it private. Parents that are missing are private,
   * too; those that exist stay as they are.
   */
  public static Path createFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, folder(path));
    }
    restrict(path);
    return path;
  }

  /** Creates the folder that a file is in, as {@link #createFolder} does. */
  public static void createParent(Path file) throws IOException {
    Path unused = createFolder(file.toAbsolutePath().resolveSibling(".").normalize());
  }

  /** A stream to a private file, which is created or emptied; {@code more} options may append. */
  public static OutputStream write(Path file, OpenOption... more) throws IOException {
    Set<OpenOption> options =
        new HashSet<>(List.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    options.addAll(List.of(more.length == 0 ? TRUNCATE : more));
    SeekableByteChannel channel = Files.newByteChannel(file, options, attributes(file, FILE));
    restrict(file); // it may be older
    return Channels.newOutputStream(channel);
  }

  /** Takes all others' permissions from a folder and everything in it; links are not followed. */
  public static void restrictTree(Path directory) throws IOException {
    if (!isPosix(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            restrict(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isSymbolicLink()) {
              restrict(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Makes the file private that this process's standard output goes to, if it is one and the
   * machine runs Linux: the shell created it by its umask.
   */
  public static void restrictStandardOutput() throws IOException {
    Path output = Path.of("/proc/self/fd/1");
    if (Files.isRegularFile(output)) {
      restrict(output.toRealPath());
    }
  }

  /** Whether nobody else has any permission on it. */
  public static boolean isPrivate(Path path) throws IOException {
    return !isPosix(path)
        || FOLDER.containsAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  private static void restrict(Path path) throws IOException {
    if (!isPosix(path)) {
      return;
    }
    try {
      Set<PosixFilePermission> permissions =
          new HashSet<>(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
      if (permissions.retainAll(FOLDER)) {
        Files.setPosixFilePermissions(path, permissions);
      }
    } catch (NoSuchFileException ignored) {
      // It was removed meanwhile.
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
