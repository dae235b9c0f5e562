package dev.chirp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each tic is in the planted example, in {@code src/test/resources/words}, and is reported. */
class WordCheckTest {
  private static final Path PLANTED = Path.of("src", "test", "resources", "words");

  @Test
  void plantedTicsAreReported() throws IOException {
    assertEquals(
        Files.readString(PLANTED.resolve("expected.txt")),
        findings().stream()
            .map(
                found ->
                    "%s:%d: \"%s\" (%s)%n"
                        .formatted(found.file(), found.line(), found.words(), found.tic()))
            .collect(Collectors.joining()));
  }

  @Test
  void eachTicIsPlanted() throws IOException {
    Set<String> tics = new TreeSet<>(Set.of("long line", "long sentence"));
    Tic.all().forEach(tic -> tics.add(tic.name()));
    assertEquals(
        tics,
        findings().stream()
            .map(WordCheck.Finding::tic)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void findingSaysWhatToWriteInstead() {
    assertEquals(
        "docs/a.md:7: \"mend\" (mend): write 'fix'",
        new WordCheck.Finding("docs/a.md", 7, "mend", "mend", "'fix'").toString());
  }

  @Test
  void allowedWordsAreNotReportedUnlessUnused() {
    WordCheck.Finding anew = new WordCheck.Finding("a.md", 1, "archaic word", "anew", "'again'");
    WordCheck.Finding lest =
        new WordCheck.Finding("a.md", 2, "archaic word", "lest", "'so that … not'");
    WordCheck.AllowedWords allowsAnew = new WordCheck.AllowedWords("a.md", "anew", "a quotation");
    WordCheck.AllowedWords allowsShall = new WordCheck.AllowedWords("a.md", "shall", "a quotation");
    assertEquals(
        List.of(lest.toString(), "allowed-words.txt: remove the unused entry " + allowsShall),
        WordCheck.AllowedWords.problems(List.of(anew, lest), List.of(allowsAnew, allowsShall)));
  }

  private static List<WordCheck.Finding> findings() throws IOException {
    return new WordCheck(PLANTED).findings(PLANTED);
  }
}
