package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/evidence/gateway.md} names tests and cases that exist, and counts the cases. */
class GatewayRowsTest {
  private static final Path PAGE = Path.of("..", "docs", "evidence", "gateway.md");
  private static final Path FIXTURES =
      Path.of("..", "chirp-gateway", "src", "test", "resources", "fixtures");
  private static final List<String> MODULES =
      List.of("chirp-gateway", "chirp-project", "chirp-sandbox", "chirp-serve");

  private static final Pattern ROW = Pattern.compile("\\|.*\\| ([^|]*) \\|");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final Pattern CASE = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern COUNT = Pattern.compile("\\| ([a-z-]+\\.txt) \\| (\\d+) \\|");

  @Test
  void everyRowHasATestOrACaseThatExists() throws IOException {
    Map<String, String> sources = testSources();
    Set<String> cases = new TreeSet<>();
    for (List<String> names : cases().values()) {
      cases.addAll(names);
    }
    List<String> missing = new ArrayList<>();
    int rows = 0;
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (!row.matches() || COUNT.matcher(line).matches() || isHead(row.group(1))) {
        continue;
      }
      rows++;
      List<String> shown = missing(row.group(1), sources, cases, missing);
      if (shown.isEmpty() && !row.group(1).startsWith("not built")) {
        missing.add("nothing shows: " + line);
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(rows > 60, "rows: " + rows);
  }

  private static boolean isHead(String cell) {
    return cell.equals("Shown by") || cell.equals("Number") || cell.matches("-+:?");
  }

  /** The names in a cell; adds those that do not exist. */
  private static List<String> missing(
      String cell, Map<String, String> sources, Set<String> cases, List<String> missing) {
    List<String> names = new ArrayList<>();
    TEST.matcher(cell)
        .results()
        .forEach(
            test -> {
              names.add(test.group());
              if (!sources.getOrDefault(test.group(1), "").contains(" " + test.group(2) + "(")) {
                missing.add(test.group());
              }
            });
    CASE.matcher(cell)
        .results()
        .forEach(
            example -> {
              names.add(example.group());
              if (!cases.contains(example.group(1))) {
                missing.add(example.group());
              }
            });
    return names;
  }

  @Test
  void casesAreCounted() throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    cases().forEach((file, names) -> counts.put(file, names.size()));
    Map<String, Integer> said = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher count = COUNT.matcher(line);
      if (count.matches()) {
        said.put(count.group(1), Integer.valueOf(count.group(2)));
      }
    }
    assertEquals(counts, said);
  }

  private static Map<String, List<String>> cases() throws IOException {
    Map<String, List<String>> cases = new TreeMap<>();
    try (Stream<Path> files = Files.list(FIXTURES)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        cases.put(
            file.getFileName().toString(),
            Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("=== "))
                .map(line -> line.substring(4))
                .toList());
      }
    }
    return cases;
  }

  /** The sources of the test classes, by simple name. */
  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.put(name, Files.readString(file));
        }
      }
    }
    return sources;
  }
}
