package dev.chirp.internal.selfcontained;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.loop.Main;
import dev.chirp.internal.loop.PackageSums;
import dev.chirp.internal.loop.SnapStart;
import dev.chirp.internal.process.LambdaJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the package's JVM is started, from the package's folder. Training and Lambda start it alike,
 * because a cache is for one class path and one set of options.
 *
 * @param classPath seen from the package's folder
 * @param release of the JVM
 */
record StartCommand(List<String> classPath, int release) {
  static final String IMAGE = "jre";
  static final String CACHE = "chirp.aot";
  static final String BOOTSTRAP = "bootstrap";

  /** A package without its sums is refused like one with others. */
  private static final String BOUND = property(PackageSums.PROPERTY, PackageSums.REQUIRED);

  private static final Pattern PLAIN = Pattern.compile("[\\w./:=+-]+");

  /** What a JVM can open in any locale, and does not take for the end of a name. */
  private static final Pattern NAME = Pattern.compile("[ -~&&[^:]]+");

  StartCommand {
    classPath = List.copyOf(classPath);
    for (String name : classPath) {
      if (!NAME.matcher(name).matches()) {
        throw ChirpException.project(
                "The jar '%s' would not be found on Lambda: its name has a letter that is not in ASCII, or a ':', which separates jars."
                    .formatted(name))
            .withSuggestion("rename the file");
      }
    }
  }

  /**
   * Makes the cache when it ends.
   *
   * @param tls whether it shall hold what a function needs that speaks TLS
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
            property(Main.WARM_UP, SnapStart.EVENTS),
            "-cp",
            String.join(":", classPath),
            mainClass.getName()));
    line.addAll(arguments);
    return line;
  }

  /**
   * The program that Lambda starts.
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
        # Made by chirp-maven-plugin. What is here belongs together: chirp.aot is of these very jars.
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

  /** For a shell, where it has to be: a jar's name may have a blank. */
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
