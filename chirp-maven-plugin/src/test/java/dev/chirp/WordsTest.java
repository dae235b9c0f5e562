package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.testkit.AllowedWords;
import dev.chirp.testkit.WordCheck;
import dev.chirp.testkit.WordFinding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The project's pages, Javadoc, comments and messages avoid the words in {@code tics.txt}. */
class WordsTest {
  @Test
  void proseHasNoTics() throws IOException {
    Path project = Path.of("..").toRealPath();
    List<WordFinding> findings = new WordCheck(project).findings(project);
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
