package dev.chirp.internal.pack;

import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.testkit.RecordedProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Packs in its own JVM: folder of classes, folder of a module, jar, zip. */
final class PackMain {
  private PackMain() {}

  /** The beginning of a command that runs it in such a JVM, which should start quickly. */
  static List<String> command(Path java, List<String> options) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(options);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(PackMain.class.getName());
    return command;
  }

  public static void main(String[] arguments) {
    Packager packager =
        new Packager(
            Path.of(arguments[0]),
            Map.of(),
            List.of(
                new Library("greeting-1.0.jar", Path.of(arguments[1]), true),
                new Library("util-1.0.jar", Path.of(arguments[2]), false)),
            LambdaRuntime.of("java17"),
            Set.of(),
            new RecordedProgress());
    System.out.println(packager.writeTo(Path.of(arguments[3])).codeSha256());
  }
}
