package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes of a killed sandbox. SIGKILL notifies neither the process nor its children. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class KilledSandboxTest {
  @TempDir private Path directory;

  /** A sandbox whose function loops forever; prints {@code loops <its pid> <its child's pid>}. */
  public static void main(String[] arguments) throws InterruptedException {
    LambdaBox box = new LambdaBox(Path.of(arguments[0]), arguments[1]);
    box.lambda().createFunction(box.request("looping").timeout(900).build());
    box.pass(LambdaBox.PENDING);
    box.send("looping", "loop");
    System.out.println(box.awaitLine("loops "));
    Thread.currentThread().join();
  }

  /** Runs under AWS's runtime interface client, and under Chirp's own loop. */
  @ParameterizedTest
  @ValueSource(strings = {"Linux", "Mac OS X"})
  void loopingFunctionEndsWhenItsSandboxIsKilled(String operatingSystem) throws Exception {
    Process sandbox =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledSandboxTest.class.getName(),
                directory.toString(),
                operatingSystem)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader printed = sandbox.inputReader(StandardCharsets.UTF_8)) {
      String line = String.valueOf(printed.readLine());
      assertTrue(line.matches("loops \\d+ \\d+"), line);
      List<ProcessHandle> left =
          Arrays.stream(line.split(" ", -1))
              .skip(1)
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();
      sandbox.destroyForcibly().waitFor();
      try {
        for (ProcessHandle process : left) {
          process.onExit().get(20, TimeUnit.SECONDS);
        }
      } finally {
        left.forEach(ProcessHandle::destroyForcibly); // clean up after a failed test
      }
    } finally {
      sandbox.destroyForcibly();
    }
  }
}
