package dev.chirp.internal.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class paths of a fork's three class loaders, which correspond to those of AWS's client.
 *
 * @param lambda for the system class loader: the jars that Lambda's runtime puts before each
 *     function's own, such as {@code aws-lambda-java-core}
 * @param function the function's own, as in {@code /var/task}: {@code target/classes}, then jars
 * @param chirp for the code that runs the function, which the function never sees
 */
public record ClassPaths(List<Path> lambda, List<Path> function, List<Path> chirp) {

  public ClassPaths {
    lambda = List.copyOf(lambda);
    function = List.copyOf(function);
    chirp = List.copyOf(chirp);
  }

  /** Returns these class paths with another function's classes. */
  public ClassPaths ofFunction(List<Path> other) {
    return new ClassPaths(lambda, other, chirp);
  }

  /** Returns the folder that represents {@code /var/task} on this machine. */
  public Path taskRoot() {
    return function.get(0).toAbsolutePath();
  }

  /**
   * Returns the arguments of a {@code java} command that follow its options, without the main
   * class's own.
   *
   * @param folder for {@link ForkMain}'s class file, and nothing else that a function may see
   * @param mainClass a class of Chirp; its context class loader is the function's
   */
  public List<String> arguments(Path folder, String mainClass) throws IOException {
    String name = ForkMain.class.getName();
    Path file = folder.resolve(name.replace('.', '/') + ".class");
    Files.createDirectories(file.resolveSibling("."));
    Path beside = Files.createTempFile(folder, "new", ".class");
    try (InputStream in =
        Objects.requireNonNull(
            ForkMain.class.getResourceAsStream(ForkMain.class.getSimpleName() + ".class"))) {
      Files.copy(in, beside, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    String system =
        Stream.concat(lambda.stream(), Stream.of(folder))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    return List.of("-classpath", system, name, urls(function), urls(chirp), mainClass);
  }

  /** Returns percent-encoded URLs, so that a space can separate them. */
  private static String urls(List<Path> classPath) {
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
