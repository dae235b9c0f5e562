package dev.chirp.internal.selfcontained;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Java's {@code conf/security/java.security} without its comments. Each start reads all of it, one
 * character after the other, before the first connection; with Java 25 that are 72 KB, of which 3
 * KB say something.
 */
record SecurityFile(Path file) {
  /** As {@code Properties} reads it, whatever the bytes. */
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

  /** Whether the next line belongs to this one: after an odd number of backslashes. */
  private static boolean isContinued(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1;
  }
}
