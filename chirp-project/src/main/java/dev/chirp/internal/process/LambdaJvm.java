package dev.chirp.internal.process;

import dev.chirp.internal.core.JavaHome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JVM that runs a function, with Lambda's flags. It holds the flags of every kind of run: of
 * managed runtimes, for local runs and the sandbox, and of self-contained packages.
 *
 * @param memorySize of the function, in MB
 * @param bootstrap the program that runs in it
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html">JVM flags of
 *     Lambda's runtimes</a>
 */
public record LambdaJvm(JavaHome java, int memorySize, Bootstrap bootstrap) {
  /** The variable with flags that a JVM reads before its command line. */
  public static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

  /** The share of a self-contained function's memory for the heap. The JVM needs the rest. */
  public static final int SELF_CONTAINED_HEAP_PERCENT = 75;

  /** The share of a function's memory for the heap on a managed runtime. */
  private static final int HEAP_PERCENT = 85;

  private static final List<String> MANAGED =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto");

  /** The first Java release with modules. */
  private static final int MODULES = 9;

  /** The first Java release that warns about native code without permission. */
  private static final int NATIVE_ACCESS = 22;

  /**
   * Options for functions, which start often and run briefly: one compiler, one garbage collector
   * thread, and compilation only after three times the usual number of calls, because most start-up
   * code is not worth compiling.
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
   * Leaves adapters out of the cache. Java 25 finds them by a hash that two of them may share; then
   * each start logs two warnings and creates the adapter again. A start without cached adapters
   * takes equally long.
   *
   * @see <a href="https://bugs.openjdk.org/browse/JDK-8364929">JDK-8364929</a>, fixed in 26
   */
  private static final List<String> NO_ADAPTERS =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching");

  /** The first Java release that caches adapters, and the only one with that bug. */
  private static final int ADAPTERS = 25;

  /**
   * Returns the JVM of a managed runtime.
   *
   * @param release of the runtime, such as 21; if no such JDK is installed, this process's own is
   *     used
   */
  public static LambdaJvm managed(int release, int memorySize, Bootstrap bootstrap) {
    return new LambdaJvm(
        JavaHome.atLeast(Math.max(release, bootstrap.leastRelease())).orElseGet(JavaHome::current),
        memorySize,
        bootstrap);
  }

  /** Returns the program with all its arguments. The bootstrap's arguments come last. */
  public List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.executable().toString());
    command.add("-Xmx" + memorySize * HEAP_PERCENT / 100 + "m");
    command.addAll(MANAGED);
    if (java.release() >= NATIVE_ACCESS) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    bootstrap.options().stream()
        .filter(option -> java.release() >= MODULES || !option.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(bootstrap.start());
    command.addAll(arguments);
    return List.copyOf(command);
  }

  /** Returns the flags of a self-contained package's JVM, except for heap and cache. */
  public static List<String> selfContained(int release) {
    return release == ADAPTERS
        ? Stream.concat(SELF_CONTAINED.stream(), NO_ADAPTERS.stream()).toList()
        : SELF_CONTAINED;
  }
}
