package dev.chirp.internal.process;

import dev.chirp.internal.core.JavaHome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JVM that runs a function, with Lambda's flags. All flags of all runs are here: of managed
 * runtimes, which a local run and the sandbox stand in for, and of self-contained packages.
 *
 * @param memorySize of the function, in MB
 * @param bootstrap what runs in it
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html">JVM flags of
 *     Lambda's runtimes</a>
 */
public record LambdaJvm(JavaHome java, int memorySize, Bootstrap bootstrap) {
  /** The variable whose flags a JVM takes before those of its command line. */
  public static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

  /** The share of a self-contained function's memory that is heap; the rest is the JVM's. */
  public static final int SELF_CONTAINED_HEAP_PERCENT = 75;

  /** The share of a function's memory that is heap on a managed runtime. */
  private static final int HEAP_PERCENT = 85;

  private static final List<String> MANAGED =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto");

  /** From here on Java warns of native code that was not announced. */
  private static final int NATIVE_ACCESS = 22;

  /**
   * A function starts often and runs briefly: one compiler, one thread that collects, and nothing
   * compiled before it is called three times as often as usual, for most of a start is not worth
   * it.
   */
  private static final List<String> SELF_CONTAINED =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileThresholdScaling=3",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xss512k",
          "-Xms16m",
          "-Xmn8m");

  /**
   * Leaves adapters out of the cache. Java 25 finds them by a hash that two may share; each start
   * then logs two warnings, and makes the adapter anew. Without them a start takes as long.
   *
   * @see <a href="https://bugs.openjdk.org/browse/JDK-8364929">JDK-8364929</a>, mended in 26
   */
  private static final List<String> NO_ADAPTERS =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching");

  /** The first Java with caches of adapters, and the only one with that defect. */
  private static final int ADAPTERS = 25;

  /**
   * The JVM of a managed runtime.
   *
   * @param release of the runtime, such as 21; without a JDK of it here, Maven's own is taken
   */
  public static LambdaJvm managed(int release, int memorySize, Bootstrap bootstrap) {
    return new LambdaJvm(
        JavaHome.atLeast(Math.max(release, bootstrap.leastRelease())).orElseGet(JavaHome::current),
        memorySize,
        bootstrap);
  }

  /** The program and all of its arguments, the last of them those of the bootstrap's own. */
  public List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.executable().toString());
    command.add("-Xmx" + memorySize * HEAP_PERCENT / 100 + "m");
    command.addAll(MANAGED);
    if (java.release() >= NATIVE_ACCESS) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(bootstrap.options());
    command.addAll(bootstrap.start());
    command.addAll(arguments);
    return List.copyOf(command);
  }

  /** The flags of a self-contained package's own JVM, but for its heap and its cache. */
  public static List<String> selfContained(int release) {
    return release == ADAPTERS
        ? Stream.concat(SELF_CONTAINED.stream(), NO_ADAPTERS.stream()).toList()
        : SELF_CONTAINED;
  }
}
