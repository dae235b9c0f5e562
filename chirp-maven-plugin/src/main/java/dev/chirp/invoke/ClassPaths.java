package dev.chirp.invoke;

import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The class paths of a fork's three class loaders.
 *
 * @param lambda the system class loader's: the jars that Lambda's own runtime puts before each
 *     function's, such as {@code aws-lambda-java-core}
 * @param function the function's, as in its {@code /var/task}: {@code target/classes}, then jars
 * @param chirp for the code that runs the function, which the function never sees
 */
public record ClassPaths(List<Path> lambda, List<Path> function, List<Path> chirp) {

  public ClassPaths {
    lambda = List.copyOf(lambda);
    function = List.copyOf(function);
    chirp = List.copyOf(chirp);
  }

  /** The folder that is the function's {@code /var/task} on this machine. */
  Path taskRoot() {
    return function.get(0).toAbsolutePath();
  }

  /** One argument for {@link ForkMain}: percent-encoded URLs, so that a space ends each. */
  static String urls(List<Path> classPath) {
    return classPath.stream().map(ClassPaths::url).collect(Collectors.joining(" "));
  }

  private static String url(Path path) {
    try {
      return path.toUri().toURL().toString();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e); // every JDK knows file:
    }
  }
}
