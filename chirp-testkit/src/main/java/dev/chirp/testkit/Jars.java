package dev.chirp.testkit;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars and folders on the tests' class path, for tests that start other JVMs. */
public final class Jars {
  private Jars() {}

  /** Returns the jars or folders that contain these classes, in their order. */
  public static List<Path> of(Class<?>... types) {
    return Stream.of(types)
        .map(
            type -> URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .map(Path::of)
        .toList();
  }

  /** Returns the jars whose file names match, in the order of the class path. */
  public static List<Path> named(String regex) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().matches(regex))
        .toList();
  }
}
