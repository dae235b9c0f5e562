package dev.chirp.internal.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files and folders that other users of this machine cannot read, whatever the umask: 0600 and
 * 0700. On a file system without POSIX permissions, such as on Windows, they are ordinary files;
 * user folders are private there.
 */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final OpenOption[] TRUNCATE = {StandardOpenOption.TRUNCATE_EXISTING};

  private OwnerOnly() {}

  /** The attributes that make a new folder private. */
  public static FileAttribute<?>[] folder(Path path) {
    return attributes(path, FOLDER);
  }

  /**
   * Creates a folder, unless it exists, and makes it private. Missing parents become private too;
   * existing ones keep their permissions.
   */
  public static Path createFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, folder(path));
    }
    restrict(path);
    return path;
  }

  /** Creates the parent folder of a file like {@link #createFolder}. */
  public static void createParent(Path file) throws IOException {
    Path unused = createFolder(file.toAbsolutePath().resolveSibling(".").normalize());
  }

  /** A stream to a private file, which it creates or empties; {@code more} options may append. */
  public static OutputStream write(Path file, OpenOption... more) throws IOException {
    Set<OpenOption> options =
        new HashSet<>(List.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    options.addAll(List.of(more.length == 0 ? TRUNCATE : more));
    SeekableByteChannel channel = Files.newByteChannel(file, options, attributes(file, FILE));
    restrict(file); // an existing file keeps its old permissions
    return Channels.newOutputStream(channel);
  }

  /**
   * On Linux, makes the file private that standard output goes to. The shell created it with its
   * umask.
   */
  public static void restrictStandardOutput() throws IOException {
    Path output = Path.of("/proc/self/fd/1");
    if (Files.isRegularFile(output)) {
      restrict(output.toRealPath());
    }
  }

  /** True if other users have no permissions. */
  public static boolean isPrivate(Path path) throws IOException {
    return !isPosix(path)
        || FOLDER.containsAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  /** Removes the permissions of other users from a file or folder. */
  static void restrict(Path path) throws IOException {
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
      // Another process deleted it.
    }
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /** Returns whether the file system has POSIX permissions. */
  static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
