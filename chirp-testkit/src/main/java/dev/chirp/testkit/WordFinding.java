package dev.chirp.testkit;

/**
 * Words that the project avoids, and where they are.
 *
 * @param file relative to the project, with slashes
 * @param line counted from 1
 * @param tic the name of what was found
 * @param words as they are in the file
 */
public record WordFinding(String file, int line, String tic, String words, String instead) {
  @Override
  public String toString() {
    return "%s:%d: \"%s\" (%s): write %s".formatted(file, line, words, tic, instead);
  }
}
