package dev.chirp.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That {@code docs/faults.md} names the tests that there are, and all of them. */
class FaultMatrixTest {
  private static final Pattern LINE = Pattern.compile("\\| (\\d+) \\|.*\\| ([^|]*) \\|");
  private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");
  private static final int ROWS = 40;

  @Test
  void theTableNamesTheTestsThatShowIt() throws IOException {
    Map<Integer, Set<String>> table = table();
    assertEquals(IntStream.rangeClosed(1, ROWS).boxed().toList(), table.keySet().stream().toList());
    assertEquals(tests(), table, "each row has a test at least, and each test its row");
  }

  private static Map<Integer, Set<String>> table() throws IOException {
    Map<Integer, Set<String>> rows = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "faults.md"))) {
      Matcher row = LINE.matcher(line);
      if (row.matches()) {
        Set<String> names =
            rows.computeIfAbsent(Integer.valueOf(row.group(1)), n -> new TreeSet<>());
        NAME.matcher(row.group(2)).results().forEach(name -> names.add(name.group(1)));
      }
    }
    return rows;
  }

  private static Map<Integer, Set<String>> tests() throws IOException {
    Map<Integer, Set<String>> rows = new TreeMap<>();
    Path root = Path.of("target", "test-classes");
    try (Stream<Path> files = Files.walk(root.resolve("dev"))) {
      files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith("Test.class"))
          .map(file -> file.replace(".class", "").replace(File.separatorChar, '.'))
          .flatMap(name -> Stream.of(loaded(name).getDeclaredMethods()))
          .filter(method -> method.isAnnotationPresent(Row.class))
          .forEach(
              method ->
                  rows.computeIfAbsent(
                          method.getAnnotation(Row.class).value(), n -> new TreeSet<>())
                      .add(method.getDeclaringClass().getSimpleName() + "." + method.getName()));
    }
    return rows;
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(name, false, FaultMatrixTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
