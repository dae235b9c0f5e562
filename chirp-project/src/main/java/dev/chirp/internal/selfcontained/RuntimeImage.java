package dev.chirp.internal.selfcontained;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JVM in the package, created by {@code jlink}.
 *
 * @param directory the target; an existing one is deleted
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/man/jlink.html">jlink</a>
 */
record RuntimeImage(BuildJdk jdk, Path directory) {
  /** The files that no function needs at run time. */
  private static final List<Path> UNUSED =
      List.of(
          Path.of("bin", "keytool"),
          Path.of("lib", "classlist"),
          Path.of("lib", "jexec"),
          Path.of("lib", "jrt-fs.jar"));

  private static final Path SECURITY = Path.of("conf", "security", "java.security");

  void link(List<String> modules) {
    try {
      DirectoryTree.delete(directory);
      JdkCommands.run(
          jdk.home().directory(),
          List.of(
              jdk.command("jlink"),
              "--add-modules",
              String.join(",", modules),
              "--strip-java-debug-attributes",
              "--no-header-files",
              "--no-man-pages",
              "--dedup-legal-notices=error-if-not-same-content",
              "--output",
              directory.toString()));
      for (Path file : UNUSED) {
        Files.deleteIfExists(directory.resolve(file));
      }
      new SecurityFile(directory.resolve(SECURITY)).shorten();
    } catch (IOException e) {
      throw ChirpException.execution("'" + directory + "' could not be written: " + e, e);
    }
  }
}
