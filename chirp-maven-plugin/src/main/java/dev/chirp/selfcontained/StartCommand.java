package dev.chirp.selfcontained;

import java.util.ArrayList;
import java.util.List;

/**
 * How the package's JVM is started, from the package's folder. Training and Lambda start it alike,
 * because a cache is for one class path and one set of options.
 *
 * @param classPath seen from the package's folder
 */
record StartCommand(List<String> classPath) {
  static final String IMAGE = "jre";
  static final String CACHE = "chirp.aot";
  static final String WARM_UP = "warm-up";

  private static final String MAIN = "dev.chirp.runtime.loop.Main";
  private static final String TRAINING = "dev.chirp.runtime.loop.Training";

  /**
   * A function starts often and runs briefly: one compiler, one thread that collects, and nothing
   * compiled before it is called three times as often as usual, for most of a start is not worth
   * it.
   */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileThresholdScaling=3",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xss512k",
          "-Xms16m",
          "-Xmn8m");

  /** The share of a function's memory that is heap; the rest is the JVM's. */
  private static final int HEAP_PERCENT = 75;

  /** Makes the cache when it ends. */
  List<String> training(List<String> arguments) {
    return line("-Xmx512m", List.of("-XX:AOTCacheOutput=" + CACHE), TRAINING, arguments);
  }

  /** Starts as Lambda does, but not without the cache. */
  List<String> trial() {
    return line("-Xmx512m", List.of("-XX:AOTCache=" + CACHE, "-XX:AOTMode=on"), MAIN, List.of());
  }

  private List<String> line(
      String heap, List<String> cache, String mainClass, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(IMAGE + "/bin/java");
    line.add(heap);
    line.addAll(OPTIONS);
    line.addAll(cache);
    line.addAll(
        List.of("-Dchirp.warmUp=" + WARM_UP, "-cp", String.join(":", classPath), mainClass));
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
    String heap = "-Xmx$((AWS_LAMBDA_FUNCTION_MEMORY_SIZE * %d / 100))m".formatted(HEAP_PERCENT);
    return """
        #!/bin/sh
        # Made by chirp-maven-plugin. What is here belongs together: chirp.aot is of these very jars.
        cd "$LAMBDA_TASK_ROOT" || exit 1
        exec %s
        """
        .formatted(String.join(" ", line(heap, List.of("-XX:AOTCache=" + CACHE), MAIN, List.of())));
  }
}
