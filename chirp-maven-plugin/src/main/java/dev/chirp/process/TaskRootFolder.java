package dev.chirp.process;

import dev.chirp.core.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A folder for task roots whose path every client of the Runtime API can read classes from. AWS's
 * client makes URLs of the path without encoding it, so that in a folder such as {@code
 * feature%2Flogin}, which Jenkins makes, it finds no class.
 */
public final class TaskRootFolder {
  /** What has a meaning in URLs, or in URLs of jars. */
  private static final Pattern UNSAFE = Pattern.compile("[%#?!]");

  private TaskRootFolder() {}

  /** Whether a client finds classes below the path. */
  public static boolean isSafe(Path path) {
    return !UNSAFE.matcher(path.toAbsolutePath().toString()).find();
  }

  /**
   * The folder itself if its path is safe, else a private one in the machine's temporary folder,
   * the same each time.
   */
  public static Path of(Path folder) throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    if (isSafe(folder) || !isSafe(temporary)) {
      return folder;
    }
    String path = folder.toAbsolutePath().normalize().toString();
    Path other =
        temporary.resolve(
            "chirp-code-" + UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)));
    try {
      return Files.createDirectory(other, OwnerOnly.folder(other));
    } catch (FileAlreadyExistsException e) {
      // Another user, who knows the path, may have made it.
      return isOurs(other) ? other : Files.createTempDirectory("chirp-code-");
    }
  }

  private static boolean isOurs(Path folder) throws IOException {
    Path own = Files.createTempFile("chirp-", ".owner");
    try {
      return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && OwnerOnly.isPrivate(folder)
          && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own));
    } finally {
      Files.delete(own);
    }
  }
}
