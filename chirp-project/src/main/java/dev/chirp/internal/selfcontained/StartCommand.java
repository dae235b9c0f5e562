package dev.chirp.internal.selfcontained;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.loop.Main;
import dev.chirp.internal.loop.PackageSums;
import dev.chirp.internal.loop.WarmSnapshot;
import dev.chirp.internal.process.LambdaJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command that starts the package's JVM, from the package's folder. Training and Lambda use the
 * same one, because a cache is valid for one class path and one set of options.
 *
 * @param classPath relative to the package's folder
 * @param release of the JVM
 */
record StartCommand(List<String> classPath, int release) {
  static final String IMAGE = "jre";
  static final String CACHE = "chirp.aot";
  static final String BOOTSTRAP = "bootstrap";

  /** Refuses a package without checksums, as if they were wrong. */
  private static final String BOUND = property(PackageSums.PROPERTY, PackageSums.REQUIRED);

  private static final Pattern PLAIN = Pattern.compile("[\\w./:=+-]+");

  /** Names that a JVM can open in any locale and does not split at a separator. */
  private static final Pattern NAME = Pattern.compile("[ -~&&[^:]]+");

  StartCommand {
    classPath = List.copyOf(classPath);
    for (String name : classPath) {
      if (!NAME.matcher(name).matches()) {
        throw ChirpException.project(
                "Lambda could not find the jar '%s': its name has a ':' or a character outside ASCII."
                    .formatted(name))
            .withSuggestion("rename the file");
      }
    }
  }

  /**
   * Returns the command that creates the cache.
   *
   * @param tls whether to include the classes that TLS needs
   */
  List<String> training(List<String> arguments, boolean tls) {
    return line(
        "-Xmx512m",
        List.of(
            "-XX:AOTCacheOutput=" + CACHE,
            BOUND,
            property(dev.chirp.internal.loop.Training.TLS, Boolean.toString(tls))),
        dev.chirp.internal.loop.Training.class,
        arguments);
  }

  private List<String> line(
      String heap, List<String> cache, Class<?> mainClass, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(IMAGE + "/bin/java");
    line.add(heap);
    line.addAll(LambdaJvm.selfContained(release));
    line.addAll(cache);
    line.addAll(
        List.of(
            property(Main.WARM_UP, WarmSnapshot.EVENTS),
            "-cp",
            String.join(":", classPath),
            mainClass.getName()));
    line.addAll(arguments);
    return line;
  }

  /**
   * Returns the program that Lambda starts.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html">Building a
   *     custom runtime</a>
   */
  String bootstrap() {
    String heap =
        "-Xmx$((AWS_LAMBDA_FUNCTION_MEMORY_SIZE * "
            + LambdaJvm.SELF_CONTAINED_HEAP_PERCENT
            + " / 100))m";
    return """
        #!/bin/sh
        # Created by chirp-maven-plugin. Do not replace single files: chirp.aot is valid for exactly these jars.
        cd "$LAMBDA_TASK_ROOT" || exit 1
        exec %s
        """
        .formatted(
            line(heap, List.of("-XX:AOTCache=" + CACHE, BOUND), Main.class, List.of()).stream()
                .map(word -> word.equals(heap) ? word : quoted(word))
                .collect(Collectors.joining(" ")));
  }

  private static String property(String name, String value) {
    return "-D" + name + "=" + value;
  }

  /** Quotes a word for the shell if necessary: a jar's name may contain a space. */
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
