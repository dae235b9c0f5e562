package dev.chirp.internal.selfcontained;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Java's {@code conf/security/java.security}. Each start reads the file character by character
 * before the first connection. In Java 25 it has 72 KB; all but 3 KB are comments.
 */
record SecurityFile(Path file) {
  /** Removes the comments. Follows the syntax of {@code Properties}, with any bytes. */
  void shorten() throws IOException {
    List<String> kept = new ArrayList<>();
    boolean continued = false;
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      String text = line.stripLeading();
      if (continued || !(text.isEmpty() || text.startsWith("#") || text.startsWith("!"))) {
        kept.add(line);
        continued = isContinued(line);
      }
    }
    Files.write(file, kept, StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns whether the line ends with an odd number of backslashes, so that the next line
   * continues it.
   */
  private static boolean isContinued(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1;
  }
}
