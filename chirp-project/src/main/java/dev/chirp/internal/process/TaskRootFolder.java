package dev.chirp.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static boolean isSafe(Path path) {
    return !UNSAFE.matcher(path.toAbsolutePath().toString()).find();
  }

  /**
   * The folder itself if its path is safe, else a new private one in the machine's temporary
   * folder: its name cannot be guessed, so that no other user can put classes there.
   */
  public static Path of(Path folder) throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    if (isSafe(folder) || !isSafe(temporary)) {
      return folder;
    }
    return Files.createTempDirectory("chirp-code-");
  }
}
