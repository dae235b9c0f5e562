package dev.chirp.testkit;

import java.util.List;
import java.util.stream.Stream;

/**
 * A right use of words that a {@link Tic} finds.
 *
 * @param file relative to the project, with slashes
 * @param words as the finding quotes them
 */
public record AllowedWords(String file, String words, String reason) {
  /** The list in {@code allowed-words.txt}. */
  public static List<AllowedWords> all() {
    return Tic.lines("allowed-words.txt").stream()
        .map(line -> line.split(" \\| ", 3))
        .map(parts -> new AllowedWords(parts[0], parts[1], parts[2]))
        .toList();
  }

  /** The findings that the list does not allow, and the entries of the list that allow nothing. */
  public static List<String> problems(List<WordFinding> findings, List<AllowedWords> list) {
    return Stream.concat(
            findings.stream()
                .filter(finding -> list.stream().noneMatch(allowed -> allowed.allows(finding)))
                .map(WordFinding::toString),
            list.stream()
                .filter(allowed -> findings.stream().noneMatch(allowed::allows))
                .map(allowed -> "allowed-words.txt: remove the unused entry " + allowed))
        .toList();
  }

  boolean allows(WordFinding finding) {
    return finding.file().equals(file) && finding.words().equals(words);
  }
}
