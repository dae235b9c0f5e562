package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** As a shell reads them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the lines are for a POSIX shell")
class ShellLinesTest {
  private static final Map<String, String> LINES = Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1");

  @TempDir private Path directory;

  @Test
  void conflictingVariablesAreUnset() throws Exception {
    Map<String, String> before = new TreeMap<>();
    for (String name :
        List.of(
            "AWS_SESSION_TOKEN",
            "AWS_PROFILE",
            "AWS_DEFAULT_PROFILE",
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
            "AWS_ENDPOINT_URL_S3",
            "AWS_ENDPOINT_URL_DYNAMODB",
            "AWS_ENDPOINT_URL_LAMBDA")) {
      before.put(name, "of-the-developer");
    }
    assertEquals(List.of("AWS_ENDPOINT_URL=http://127.0.0.1:1"), after(before, "AWS_"));
  }

  @Test
  void existingProxyExceptionsAreKept() throws Exception {
    assertEquals(List.of("NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1"), after(Map.of(), "(NO|no)_"));
    assertEquals(
        List.of("NO_PROXY=127.0.0.1,a.example", "no_proxy=127.0.0.1,a.example"),
        after(Map.of("NO_PROXY", "a.example"), "(NO|no)_"));
    assertEquals(
        List.of("NO_PROXY=127.0.0.1,b.example", "no_proxy=127.0.0.1,b.example"),
        after(Map.of("no_proxy", "b.example"), "(NO|no)_"));
  }

  @Test
  void aValueIsNeverRunByTheShell() throws Exception {
    Path proof = directory.resolve("proof");
    for (String value :
        List.of(
            "eu-west-1; touch " + proof,
            "$(touch " + proof + ")",
            "`touch " + proof + "`",
            "a' ; touch " + proof + " #",
            "it's \"$HOME\" \\ * ~ !",
            "")) {
      ShellLines lines = new ShellLines(Map.of("AWS_REGION", value));
      assertEquals(List.of("AWS_REGION=" + value), after(lines, Map.of(), "AWS_"));
      assertFalse(Files.exists(proof), value);
    }
    ShellLines lines = new ShellLines(Map.of("AWS_REGION", "eu-west-1\ntouch " + proof));
    ChirpException refused = assertThrows(ChirpException.class, lines::text);
    assertEquals(
        "AWS_REGION contains a line break or another control character.", refused.getMessage());
  }

  private List<String> after(Map<String, String> before, String names)
      throws IOException, InterruptedException {
    return after(new ShellLines(LINES), before, names);
  }

  private List<String> after(ShellLines lines, Map<String, String> before, String names)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("sandbox.env"), lines.text());
    List<String> bySh = printed("sh", file, before, names);
    assertEquals(bySh, printed("bash", file, before, names));
    return bySh;
  }

  private static List<String> printed(
      String command, Path file, Map<String, String> before, String names)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command, "-euc", ". '" + file + "'; env").redirectErrorStream(true);
    builder.environment().keySet().removeIf(variable -> !variable.equals("PATH"));
    builder.environment().putAll(before);
    Process shell = builder.start();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, shell.waitFor(), printed);
    return printed.lines().filter(line -> line.matches(names + ".*")).sorted().toList();
  }
}
