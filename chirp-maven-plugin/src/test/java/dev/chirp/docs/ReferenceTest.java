package dev.chirp.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/reference says what the code says; with {@code -Dchirp.docs.write} it is written. */
class ReferenceTest {
  private static final Path FOLDER = MarkdownFile.ROOT.resolve("docs/reference");
  private static final String WRITE =
      "Try: mvn -q test -pl chirp-maven-plugin -am -Dtest=ReferenceTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dchirp.docs.write";

  @Test
  void pagesAreUpToDate() throws Exception {
    List<String> different = new ArrayList<>();
    for (Map.Entry<String, String> page : ReferencePages.all().entrySet()) {
      Path file = FOLDER.resolve(page.getKey());
      if (System.getProperty("chirp.docs.write") != null) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, page.getValue());
      }
      different.addAll(differences(file, page.getValue()));
    }
    assertEquals(List.of(), different, WRITE);
  }

  @Test
  void everyGoalParameterAndElementHasAMeaning() throws Exception {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, String> page : ReferencePages.all().entrySet()) {
      page.getValue().lines().filter(line -> line.matches("\\|.*\\| \\|")).forEach(missing::add);
    }
    for (PluginGoal goal : PluginGoal.all()) {
      if (goal.description().isEmpty()) {
        missing.add("chirp:" + goal.name());
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void changedLineIsReported(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("goals.md"), "# Goals\n\nold\n");

    assertEquals(
        List.of("goals.md - old", "goals.md + new"), differences(file, "# Goals\n\nnew\n"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            JavaSource.read(
                Files.writeString(folder.resolve("A.java"), "/** <table></table> */ class A {}")));
  }

  /** Lines that only one of the two has. */
  private static List<String> differences(Path file, String generated) throws Exception {
    List<String> present = Files.exists(file) ? Files.readAllLines(file) : List.of();
    List<String> wanted = generated.lines().toList();
    List<String> different = new ArrayList<>();
    present.stream()
        .filter(line -> !wanted.contains(line))
        .forEach(line -> different.add(file.getFileName() + " - " + line));
    wanted.stream()
        .filter(line -> !present.contains(line))
        .forEach(line -> different.add(file.getFileName() + " + " + line));
    if (different.isEmpty() && !present.equals(wanted)) {
      different.add(file.getFileName() + " has its lines in a different order");
    }
    return different;
  }
}
