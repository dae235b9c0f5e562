package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.testkit.AllowedWords;
import dev.chirp.testkit.WordCheck;
import dev.chirp.testkit.WordFinding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The project's pages, Javadoc, comments and messages avoid the words in {@code tics.txt}. */
class WordsTest {
  private static final List<String> CHECKED =
      List.of(
          "CHANGELOG.md",
          "README.md",
          "CONTRIBUTING.md",
          "benchmarks",
          "chirp-archetype",
          "chirp-bench",
          "chirp-core",
          "chirp-junit",
          "chirp-loop",
          "chirp-maven-plugin",
          "chirp-runtime",
          "chirp-testkit",
          "examples");

  @Test
  void proseHasNoTics() throws IOException {
    Path project = Path.of("..").toRealPath();
    WordCheck check = new WordCheck(project);
    List<WordFinding> findings = new ArrayList<>();
    for (String folder : CHECKED) {
      findings.addAll(check.findings(project.resolve(folder)));
    }
    assertEquals(
        "",
        String.join("\n", AllowedWords.problems(findings, AllowedWords.all())),
        "words to change");
  }

  @Test
  void exceptionsAreFew() {
    assertTrue(AllowedWords.all().size() <= 20, "at most 20 allowed words");
  }
}
