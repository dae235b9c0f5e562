package dev.chirp.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the prose of a Java source: Javadoc, comments and string literals. Literals that {@code +}
 * joins are one message. In a test, it also finds the words of method names, and of the literals
 * only those that the test itself reports: the others are input or expected output.
 */
final class JavaPassages {
  private static final String ENDS_EXPRESSION = ",;?:={}<>&|!";
  private static final Pattern CALLED = Pattern.compile("(void )?(\\w+)\\s*$");
  private static final Pattern HUMPS =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
  private static final Set<String> REPORTS =
      Set.of("assertTrue", "assertFalse", "fail", "AssertionError");

  private final String source;
  private final boolean test;
  private final List<Passage> passages = new ArrayList<>();

  /** The message that is being read at each depth of parentheses. */
  private final Deque<Passage> messages = new ArrayDeque<>();

  /** The method or class whose arguments are being read at each depth. */
  private final Deque<String> called = new ArrayDeque<>();

  private int at;
  private int line = 1;

  private JavaPassages(String source, boolean test) {
    this.source = source;
    this.test = test;
  }

  static List<Passage> of(String source) {
    return of(source, false);
  }

  static List<Passage> ofTest(String source) {
    return of(source, true);
  }

  private static List<Passage> of(String source, boolean test) {
    JavaPassages reader = new JavaPassages(source, test);
    reader.called.push("");
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
      call();
      messages.push(new Passage(Passage.Kind.MESSAGE));
    } else if (current == ')' && messages.size() > 1) {
      add(messages.pop());
      called.pop();
    } else if (ENDS_EXPRESSION.indexOf(current) >= 0) {
      add(messages.pop());
      messages.push(new Passage(Passage.Kind.MESSAGE));
    } else if (!Character.isWhitespace(current) && current != '+') {
      messages.element().appendCode(line);
    }
  }

  private void call() {
    Matcher name = CALLED.matcher(source).region(Math.max(0, at - 120), at);
    boolean found = name.find();
    called.push(found ? name.group(2) : "");
    if (test && found && name.group(1) != null) {
      Passage words = new Passage(Passage.Kind.NAME);
      words.append(HUMPS.matcher(name.group(2)).replaceAll(" ").toLowerCase(Locale.ROOT), line);
      passages.add(words);
    }
  }

  private void add(Passage passage) {
    if (test && !REPORTS.contains(called.element())) {
      return;
    }
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
    while (end < source.length() && source.charAt(end) != quote) {
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    return source.substring(at, Math.min(end + 1, source.length()));
  }

  private void skip(String text) {
    at += text.length();
    line += (int) text.chars().filter(character -> character == '\n').count();
  }
}
