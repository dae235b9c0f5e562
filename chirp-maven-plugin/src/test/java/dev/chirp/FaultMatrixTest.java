package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.chirp.testkit.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/evidence/faults.md} names all fault tests, and only those that exist. */
class FaultMatrixTest {
  private static final Pattern LINE = Pattern.compile("\\| (\\d+) \\|.*\\| ([^|]*) \\|");
  private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");
  private static final int ROWS = 40;
  private static final List<Path> MODULES =
      Stream.of("chirp-deploy", "chirp-project", "chirp-sandbox")
          .map(module -> Path.of("..", module, "target", "test-classes"))
          .toList();

  @Test
  void theTableNamesTheTestsThatShowIt() throws IOException {
    Map<Integer, Set<String>> table = table();
    assertEquals(IntStream.rangeClosed(1, ROWS).boxed().toList(), table.keySet().stream().toList());
    assertEquals(tests(), table, "each row has a test at least, and each test its row");
  }

  private static Map<Integer, Set<String>> table() throws IOException {
    Map<Integer, Set<String>> rows = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "evidence", "faults.md"))) {
      Matcher row = LINE.matcher(line);
      if (row.matches()) {
        Set<String> names =
            rows.computeIfAbsent(Integer.valueOf(row.group(1)), n -> new TreeSet<>());
        NAME.matcher(row.group(2)).results().forEach(name -> names.add(name.group(1)));
      }
    }
    return rows;
  }

  private static Map<Integer, Set<String>> tests() {
    Map<Integer, Set<String>> rows = new TreeMap<>();
    for (JavaClass type : new ClassFileImporter().importPaths(MODULES)) {
      for (JavaMethod method : type.getMethods()) {
        method
            .tryGetAnnotationOfType(Row.class)
            .ifPresent(
                row ->
                    rows.computeIfAbsent(row.value(), n -> new TreeSet<>())
                        .add(type.getSimpleName() + "." + method.getName()));
      }
    }
    return rows;
  }
}
