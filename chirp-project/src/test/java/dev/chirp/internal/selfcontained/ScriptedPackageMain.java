package dev.chirp.internal.selfcontained;

import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.process.AwsEnvironment;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds a package in its own JVM, like another Maven process. */
final class ScriptedPackageMain {
  private ScriptedPackageMain() {}

  /** Starts the JVM. It prints {@code packing}, and packs when its input ends. */
  static Process start(Path folder, Path jdk, String... events) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                JavaHome.current().executable().toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ScriptedPackageMain.class.getName(),
                folder.toString(),
                jdk.toString()));
    command.addAll(List.of(events));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  public static void main(String[] arguments) {
    Path root = Path.of(arguments[0], "target", "self-contained");
    BuildJdk jdk = new BuildJdk(JavaHome.of(Path.of(arguments[1], "bin", "java")));
    List<byte[]> events =
        Arrays.stream(arguments)
            .skip(2)
            .map(event -> event.getBytes(StandardCharsets.UTF_8))
            .toList();
    Trainee greet = new Trainee("greet", "acme.Greet::handleRequest", events);
    String packed =
        new SelfContained(
                jdk,
                root,
                List.of(greet),
                Map.of(),
                Set.of(),
                () -> AwsEnvironment.of(Map.of(), () -> {}),
                new RecordedProgress())
            .make(ScriptedPackageMain::layOut, ScriptedPackageMain::pack);
    System.out.println(packed);
  }

  private static List<String> layOut(Path root) {
    try {
      byte[] bytes = "old".getBytes(StandardCharsets.UTF_8);
      Sources.jar(root.resolve("classes.jar"), Map.of("acme/Greet.class", bytes));
      return List.of("classes.jar");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pack(Path root) {
    System.out.println("packing");
    try {
      int end = System.in.read();
      boolean whole = end < 0 && Files.exists(root.resolve("chirp.sums"));
      return whole ? "packed old" : "not whole";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
