package dev.chirp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.testkit.WordCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The project's pages, Javadoc, comments and messages avoid the words in {@code tics.txt}. */
class WordsTest {
  @Test
  void proseHasNoTics() throws IOException {
    Path project = Path.of("..").toRealPath();
    List<WordCheck.Finding> findings = new WordCheck(project).findings(project);
    assertEquals(
        "",
        String.join("\n", WordCheck.AllowedWords.problems(findings, WordCheck.AllowedWords.all())),
        "words to change");
  }

  @Test
  void exceptionsAreFew() {
    assertTrue(WordCheck.AllowedWords.all().size() <= 20, "at most 20 allowed words");
  }
}
