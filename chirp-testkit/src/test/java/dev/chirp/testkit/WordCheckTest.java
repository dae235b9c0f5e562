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
        findings().stream().map(WordFinding::tic).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void findingSaysWhatToWriteInstead() {
    assertEquals(
        "docs/a.md:7: \"mend\" (mend): write 'fix'",
        new WordFinding("docs/a.md", 7, "mend", "mend", "'fix'").toString());
  }

  @Test
  void allowedWordsAreNotReportedUnlessUnused() {
    WordFinding anew = new WordFinding("a.md", 1, "archaic word", "anew", "'again'");
    WordFinding lest = new WordFinding("a.md", 2, "archaic word", "lest", "'so that … not'");
    AllowedWords allowsAnew = new AllowedWords("a.md", "anew", "a quotation");
    AllowedWords allowsShall = new AllowedWords("a.md", "shall", "a quotation");
    assertEquals(
        List.of(lest.toString(), "allowed-words.txt: remove the unused entry " + allowsShall),
        AllowedWords.problems(List.of(anew, lest), List.of(allowsAnew, allowsShall)));
  }

  private static List<WordFinding> findings() throws IOException {
    return new WordCheck(PLANTED).findings(PLANTED);
  }
}
