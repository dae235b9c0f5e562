package dev.chirp.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Finds a folder for task roots whose path works with every client of the Runtime API. AWS's client
 * turns the path into URLs without encoding it, so it finds no classes in a folder such as
 * Jenkins's {@code feature%2Flogin}.
 */
public final class TaskRootFolder {
  /** Characters with a meaning in URLs, or in URLs of jars. */
  private static final Pattern UNSAFE = Pattern.compile("[%#?!]");

  private TaskRootFolder() {}

  /** Returns whether a client can find classes below the path. */
  private static boolean isSafe(Path path) {
    return !UNSAFE.matcher(path.toAbsolutePath().toString()).find();
  }

  /**
   * Returns the folder itself if its path is safe. Otherwise creates a private one in the temporary
   * folder. Its name cannot be guessed, so that no other user can put classes there.
   */
  public static Path of(Path folder) throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    if (isSafe(folder) || !isSafe(temporary)) {
      return folder;
    }
    return Files.createTempDirectory("chirp-code-");
  }
}
