import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.pack.Library;
import dev.chirp.internal.pack.Packager;
import dev.chirp.internal.project.LambdaRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Packs 25 MB of jars once, as a goal does: in a JVM that has packed nothing before. Prints
 * milliseconds.
 */
final class PackageTime {
  private static final long ENOUGH = 25_000_000;

  public static void main(String[] arguments) throws IOException {
    Path classes = Path.of(arguments[0]);
    List<Library> libraries = libraries(Path.of(arguments[1]));
    long start = System.nanoTime();
    CodePackage code =
        new Packager(
                classes, Map.of(), libraries, LambdaRuntime.of("java25"), Set.of(), new Silent())
            .writeTo(Path.of(arguments[2]));
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.printf("%d ms, %d jars, %d bytes%n", millis, libraries.size(), code.size());
  }

  /** The jars of the folder in the order of their names, until there are enough. */
  private static List<Library> libraries(Path folder) throws IOException {
    List<Library> libraries = new ArrayList<>();
    long size = 0;
    try (Stream<Path> jars = Files.list(folder)) {
      for (Path jar : jars.sorted().toList()) {
        if (size + Files.size(jar) <= ENOUGH) {
          size += Files.size(jar);
          libraries.add(new Library(jar.getFileName().toString(), jar, false));
        }
      }
    }
    return libraries;
  }

  private static final class Silent implements Progress {
    @Override
    public void say(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public void detail(String line) {}

    @Override
    public void status(String text) {}
  }
}
