package dev.chirp.benchmark.coldstart;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.packaging.Unzip;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The programs of the variants, each in a directory as on Lambda, created on first use.
 *
 * @param packages zips from {@code chirp:package}, such as {@code starter-managed.zip}
 * @param sources of the other languages: {@code python} and {@code node}
 * @param directory for unpacked files
 */
record Programs(Path packages, Path sources, Path directory) {
  /** True if {@code chirp:package} created it. */
  boolean has(String zip) {
    return Files.isRegularFile(packages.resolve(zip + ".zip"));
  }

  /** An unzipped package. */
  Path unzipped(String zip) throws IOException {
    Path root = directory.resolve(zip);
    if (!Files.isDirectory(root)) {
      Unzip.into(Files.createDirectories(root), packages.resolve(zip + ".zip"));
    }
    return root;
  }

  /**
   * A copy of another language's sources, so that compiled files do not end up next to the
   * originals.
   */
  Path copied(String language) throws IOException {
    Path from = sources.resolve(language);
    Path root = directory.resolve(language);
    if (Files.isDirectory(root)) {
      return root;
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Iterator<Path> each = files.iterator(); each.hasNext(); ) {
        Path file = each.next();
        Path to = root.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
    return root;
  }

  /**
   * The plain handler, packaged as a user would do it: its classes, and its dependencies in {@code
   * lib}.
   */
  Path plain() throws IOException {
    Path root = directory.resolve("plain");
    if (Files.isDirectory(root)) {
      return root;
    }
    Path lib = Files.createDirectories(root.resolve("lib"));
    for (Path jar : jarsOfPlain()) {
      Files.copy(jar, lib.resolve(jar.getFileName().toString()));
    }
    String name = PlainHandler.class.getName().replace('.', '/') + ".class";
    Path type = root.resolve(name);
    Files.createDirectories(type.getParent());
    try (var in = PlainHandler.class.getClassLoader().getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(in), type);
    }
    return root;
  }

  private static List<Path> jarsOfPlain() {
    return Stream.of(Context.class, JsonProperty.class, JsonFactory.class, ObjectMapper.class)
        .map(Programs::jar)
        .toList();
  }

  private static Path jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
