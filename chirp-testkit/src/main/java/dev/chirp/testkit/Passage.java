package dev.chirp.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of prose out of a file: a comment, a message or a paragraph. Code in it is replaced by
 * {@link #CODE}, and its lines are joined by spaces.
 */
final class Passage {
  /** The places that prose comes from. */
  enum Kind {
    JAVADOC,
    COMMENT,
    MESSAGE,
    NAME,
    PAGE
  }

  static final char CODE = '…';

  private final Kind kind;
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> lines = new ArrayList<>();

  Passage(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  String text() {
    return text.toString();
  }

  boolean isBlank() {
    return text.toString().isBlank();
  }

  /** The line of the file that a character of the text comes from, counted from 1. */
  int lineAt(int offset) {
    return lines.get(Math.min(offset, lines.size() - 1));
  }

  void append(String more, int line) {
    more.chars().forEach(character -> append((char) character, line));
  }

  void append(char character, int line) {
    text.append(character);
    lines.add(line);
  }

  /** Appends the placeholder for code, unless the text ends with it. */
  void appendCode(int line) {
    if (text.length() == 0 || text.charAt(text.length() - 1) != CODE) {
      append(CODE, line);
    }
  }

  /** Appends the text of the next line. */
  void appendLine(String more, int line) {
    if (text.length() > 0) {
      append(' ', line);
    }
    append(more, line);
  }
}
