package dev.chirp.internal.loop;

import static dev.chirp.internal.loop.Turns.accepted;
import static dev.chirp.internal.loop.Turns.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/evidence/runtime-parity.md} to the tests that it names. */
class RuntimeParityTest {
  private static final String SAME = "the same";
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  @TempDir private Path directory;

  @Test
  void eachRowHasADifferenceOrATest() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<String> rows = rows();
    for (String row : rows) {
      String[] cells = row.substring(1).split("\\|", -1);
      List<MatchResult> tests = TEST.matcher(cells[3]).results().toList();
      boolean same = cells[1].strip().startsWith(SAME) || cells[2].strip().startsWith(SAME);
      if (!isWorded(cells[1]) || !isWorded(cells[2]) || same == tests.isEmpty()) {
        wrong.add(row);
      }
      for (MatchResult test : tests) {
        if (!exists(test.group(1), test.group(2))) {
          wrong.add(test.group());
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(rows.size() > 25, () -> "Not the table: " + rows);
  }

  @Test
  void missingTestIsNoticed() throws IOException {
    assertTrue(exists("RuntimeParityTest", "missingTestIsNoticed"));
    assertTrue(!exists("RuntimeParityTest", "anotherTest") && !exists("GoneTest", "anotherTest"));
  }

  @Test
  @EnabledOnOs(OS.LINUX) // as AWS's client
  void functionSeesTheSameSurroundings() throws Exception {
    String loop = surroundings(false);
    assertEquals(surroundings(true), loop);
    assertEquals(
        "own class by the context class loader: true uncaught handler: false trace: Root=1-2 no"
            + " variable",
        loop);
  }

  private String surroundings(boolean aws) throws Exception {
    String handler = "acme.Surroundings";
    String trace = "Lambda-Runtime-Trace-Id: Root=1-2\r\n";
    try (ScriptedApi api = new ScriptedApi(event("{}", trace), accepted());
        ForkedLoop function =
            aws
                ? ForkedLoop.awsClient(directory, ForkedLoop.environment(api, handler), handler)
                : ForkedLoop.main(directory, api, handler)) {
      api.awaitIdlePoll();
      assertTrue(function.isAlive());
      return api.request(1).text();
    }
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(Path.of("..", "docs", "evidence", "runtime-parity.md")).stream()
        .filter(line -> line.startsWith("| "))
        .skip(2) // the head and the line below it
        .toList();
  }

  private static boolean isWorded(String cell) {
    return cell.strip().startsWith(SAME) || cell.strip().startsWith("differs: ");
  }

  private static boolean exists(String type, String method) throws IOException {
    for (String module :
        List.of(
            "chirp-loop",
            "chirp-runtime",
            "chirp-project",
            "chirp-sandbox",
            "chirp-deploy",
            "chirp-maven-plugin")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
        for (Path file :
            (Iterable<Path>) files.filter(path -> path.endsWith(type + ".java"))::iterator) {
          if (Files.readString(file).contains(" void " + method + "(")) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
