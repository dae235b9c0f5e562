package dev.chirp.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds the prose of a Java source: Javadoc, comments and string literals. Literals that {@code +}
 * joins are one message.
 */
final class JavaPassages {
  private static final String ENDS_EXPRESSION = ",;?:={}<>&|!";

  private final String source;
  private final List<Passage> passages = new ArrayList<>();

  /** The message that is being read at each depth of parentheses. */
  private final Deque<Passage> messages = new ArrayDeque<>();

  private int at;
  private int line = 1;

  private JavaPassages(String source) {
    this.source = source;
  }

  static List<Passage> of(String source) {
    JavaPassages reader = new JavaPassages(source);
    reader.messages.push(new Passage(Passage.Kind.MESSAGE));
    while (reader.at < source.length()) {
      reader.next();
    }
    reader.messages.forEach(reader::add);
    return reader.passages;
  }

  private void next() {
    char current = source.charAt(at);
    if (source.startsWith("//", at)) {
      lineComments();
    } else if (source.startsWith("/*", at)) {
      String comment = through("*/", 2);
      passages.addAll(
          comment.startsWith("/**")
              ? JavadocPassages.of(comment, line)
              : JavadocPassages.ofComment(comment, line));
      skip(comment);
    } else if (source.startsWith("\"\"\"", at)) {
      String block = through("\"\"\"", 3);
      literal(block.substring(3, block.length() - 3));
      skip(block);
    } else if (current == '"' || current == '\'') {
      String quoted = quoted(current);
      if (current == '"') {
        literal(quoted.substring(1, quoted.length() - 1));
      } else {
        messages.element().appendCode(line);
      }
      skip(quoted);
    } else {
      code(current);
      skip(String.valueOf(current));
    }
  }

  private void code(char current) {
    if (current == '(') {
      messages.element().appendCode(line);
      messages.push(new Passage(Passage.Kind.MESSAGE));
    } else if (current == ')' && messages.size() > 1) {
      add(messages.pop());
    } else if (ENDS_EXPRESSION.indexOf(current) >= 0) {
      add(messages.pop());
      messages.push(new Passage(Passage.Kind.MESSAGE));
    } else if (!Character.isWhitespace(current) && current != '+') {
      messages.element().appendCode(line);
    }
  }

  private void add(Passage passage) {
    if (passage.text().chars().anyMatch(character -> character != Passage.CODE)) {
      passages.add(passage);
    }
  }

  private void literal(String escaped) {
    int inLine = line;
    for (int i = 0; i < escaped.length(); i++) {
      char character = escaped.charAt(i);
      if (character == '\\' && i + 1 < escaped.length()) {
        i++;
        character = escaped.charAt(i) == 'n' ? '\n' : escaped.charAt(i);
      } else if (character == '\n') {
        inLine++;
      }
      messages.element().append(character, inLine);
    }
  }

  private void lineComments() {
    Passage comment = new Passage(Passage.Kind.COMMENT);
    while (source.startsWith("//", at)) {
      String text = source.substring(at, endOfLine());
      comment.appendLine(text.substring(2).strip(), line);
      skip(text);
      int next = at;
      while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
        next++;
      }
      String between = source.substring(at, next);
      if (source.startsWith("//", next) && between.indexOf('\n') == between.lastIndexOf('\n')) {
        skip(between);
      }
    }
    passages.add(comment);
  }

  private int endOfLine() {
    int end = source.indexOf('\n', at);
    return end < 0 ? source.length() : end;
  }

  private String through(String end, int from) {
    int found = source.indexOf(end, at + from);
    return source.substring(at, found < 0 ? source.length() : found + end.length());
  }

  private String quoted(char quote) {
    int end = at + 1;
    while (source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    return source.substring(at, end + 1);
  }

  private void skip(String text) {
    at += text.length();
    line += (int) text.chars().filter(character -> character == '\n').count();
  }
}
