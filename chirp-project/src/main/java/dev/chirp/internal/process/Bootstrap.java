package dev.chirp.internal.process;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.loop.Main;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program in a function's JVM that receives events and passes them to the handler.
 *
 * @param options JVM options in addition to Lambda's
 * @param start its class path, main class and first arguments
 * @param leastRelease the lowest Java release that it needs
 * @param remark a remark for the log; empty for Lambda's own bootstrap
 */
public record Bootstrap(List<String> options, List<String> start, int leastRelease, String remark) {
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** Lambda's own flag: it makes functions register org.crac hooks with the client. */
  private static final String HOOKS = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

  /** Lambda's own flag: the client opens the file descriptor of the log by its number. */
  private static final String DESCRIPTORS = "--add-opens=java.base/java.io=ALL-UNNAMED";

  /**
   * Returns Chirp's bootstrap for a local run: one event, without the Runtime API.
   *
   * @param mainClass the class to start
   * @param directory the folder for the class that creates the class loaders
   * @param debugPort the port on which the JVM waits for a debugger, if any
   */
  public static Bootstrap ofOneEvent(
      ClassPaths classPaths, Class<?> mainClass, Path directory, OptionalInt debugPort)
      throws IOException {
    List<String> options =
        debugPort.isPresent() ? List.of(debugger("suspend=y", debugPort.getAsInt())) : List.of();
    return new Bootstrap(
        options, classPaths.arguments(directory.resolve("entry"), mainClass.getName()), 17, "");
  }

  /** Returns the same bootstrap in a JVM that a debugger may attach to at any time. */
  public Bootstrap withDebugger(int port) {
    List<String> all = new ArrayList<>(options);
    all.add(debugger("suspend=n,quiet=y", port));
    return new Bootstrap(List.copyOf(all), start, leastRelease, remark);
  }

  private static String debugger(String options, int port) {
    return "-agentlib:jdwp=transport=dt_socket,server=y,%s,address=127.0.0.1:%d"
        .formatted(options, port);
  }

  /**
   * Returns the bootstrap of Lambda's managed runtimes, which finds the handler in the working
   * directory.
   *
   * @param directory the folder for the client's native library
   */
  public static Bootstrap runtimeInterfaceClient(List<Path> jars, Path directory) {
    List<String> options = new ArrayList<>(new NativeCode(jars, directory).options());
    options.add(HOOKS);
    options.add(DESCRIPTORS);
    String classPath =
        jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return new Bootstrap(List.copyOf(options), List.of("-classpath", classPath, CLIENT), 8, "");
  }

  /**
   * Returns Chirp's own bootstrap, for machines that AWS's client has no native code for. It uses
   * the same class loaders.
   *
   * @param directory the folder for its entry class
   */
  public static Bootstrap loop(Path taskRoot, Path directory) {
    List<Path> function = new ArrayList<>();
    function.add(taskRoot);
    function.addAll(libraries(taskRoot.resolve("lib")));
    ClassPaths classPaths =
        new ClassPaths(
            Stream.of(Context.class, PojoSerializer.class).map(Bootstrap::origin).toList(),
            function,
            List.of(origin(Main.class)));
    try {
      return loop(
          classPaths,
          OwnerOnly.createFolder(directory.resolve("entry").toAbsolutePath()),
          " with Chirp's Runtime API loop, because AWS's runtime interface client runs on Linux only");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns Chirp's own bootstrap for a local process that takes many events.
   *
   * @param directory the folder for its entry class
   */
  public static Bootstrap loop(ClassPaths classPaths, Path directory) throws IOException {
    return loop(classPaths, directory.resolve("entry"), "");
  }

  /**
   * Returns the bootstrap of {@link #loop(ClassPaths, Path)} for a process that waits until its
   * standard input ends before it loads the function.
   */
  public static Bootstrap spare(ClassPaths classPaths, Path directory) throws IOException {
    return new Bootstrap(
        List.of(),
        classPaths.arguments(directory.resolve("entry"), SpareMain.class.getName()),
        17,
        "");
  }

  private static Bootstrap loop(ClassPaths classPaths, Path entry, String remark)
      throws IOException {
    return new Bootstrap(List.of(), classPaths.arguments(entry, Main.class.getName()), 17, remark);
  }

  /** Returns the jars in the order that AWS's client uses. */
  private static List<Path> libraries(Path lib) {
    if (!Files.isDirectory(lib)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
