package dev.chirp.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An expression that Chirp's prose avoids.
 *
 * @param instead what to write in its place
 */
record Tic(String name, Set<Passage.Kind> kinds, Pattern pattern, String instead) {
  /** The list in {@code tics.txt}. */
  static List<Tic> all() {
    return lines("tics.txt").stream().map(Tic::parse).toList();
  }

  private static Tic parse(String line) {
    String[] parts = line.split(" \\| ", 3);
    int end = parts[2].lastIndexOf(" | ");
    Set<Passage.Kind> kinds =
        parts[1].equals("all")
            ? Set.of(Passage.Kind.values())
            : Arrays.stream(parts[1].split(", "))
                .map(kind -> Passage.Kind.valueOf(kind.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    return new Tic(
        parts[0],
        kinds,
        Pattern.compile(parts[2].substring(0, end), Pattern.CASE_INSENSITIVE),
        parts[2].substring(end + 3));
  }

  /** The lines of a resource beside this class, without its comments. */
  static List<String> lines(String resource) {
    try (InputStream file = Tic.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException("The resource '" + resource + "' is missing.");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
