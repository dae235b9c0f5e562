package dev.chirp.internal.sandbox.lambda.run;

import dev.chirp.internal.core.JavaHome;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that Lambda's managed Java runtimes start: a JVM with what speaks the Runtime API.
 *
 * @param line all of it
 * @param release of the Java that there is, which may be newer than the runtime's
 */
public record JavaCommand(List<String> line, int release) {
  /** From here on Java warns of native code that was not announced. */
  private static final int NATIVE_ACCESS = 22;

  /** The share of a function's memory that is heap; the rest is the JVM's. */
  private static final int HEAP_PERCENT = 85;

  /**
   * The command for a handler.
   *
   * @param release of the runtime, such as 21
   * @param memory of the function, in MB
   */
  public static JavaCommand of(int release, String handler, int memory, Bootstrap bootstrap) {
    JavaHome home =
        JavaHome.atLeast(Math.max(release, bootstrap.leastRelease())).orElseGet(JavaHome::current);
    List<String> line = new ArrayList<>();
    line.add(home.executable().toString());
    line.add("-Xmx" + memory * HEAP_PERCENT / 100 + "m");
    line.add("-XX:+UseSerialGC");
    line.add("-XX:TieredStopAtLevel=1");
    line.add("-XX:-UsePerfData");
    if (home.release() >= NATIVE_ACCESS) {
      line.add("--enable-native-access=ALL-UNNAMED");
    }
    line.addAll(bootstrap.options());
    line.addAll(bootstrap.start());
    line.add(handler);
    return new JavaCommand(List.copyOf(line), home.release());
  }
}
