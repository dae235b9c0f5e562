package dev.chirp.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the prose of one block comment: its description, and each of its block tags. */
final class JavadocPassages {
  private static final Pattern BLOCK_TAG = Pattern.compile("@(param|throws) \\S+ ?|@[a-z]+ ?");
  private static final Pattern INLINE_RETURN =
      Pattern.compile("\\{@return ((?:[^{}]|\\{[^{}]*})*)}");
  private static final Pattern MARKUP = Pattern.compile("(?s)</?[a-zA-Z][^>]*>");

  private JavadocPassages() {}

  /** The passages of a Javadoc comment; only the first has kind {@code JAVADOC}. */
  static List<Passage> of(String comment, int firstLine) {
    return read(
        blankCode(INLINE_RETURN.matcher(comment).replaceAll("$1")),
        firstLine,
        Passage.Kind.JAVADOC);
  }

  static List<Passage> ofComment(String comment, int firstLine) {
    return read(comment, firstLine, Passage.Kind.COMMENT);
  }

  private static List<Passage> read(String comment, int firstLine, Passage.Kind kind) {
    List<Passage> passages = new ArrayList<>();
    passages.add(new Passage(kind));
    int line = firstLine;
    for (String raw : comment.replaceAll("\\*+/$", "").split("\n", -1)) {
      String text = MARKUP.matcher(raw.strip().replaceFirst("^(/\\*+|\\*)", "")).replaceAll("");
      text = text.strip();
      Matcher tag = BLOCK_TAG.matcher(text);
      if (tag.lookingAt()) {
        passages.add(new Passage(Passage.Kind.COMMENT));
        text = text.substring(tag.end());
      }
      if (!text.isEmpty()) {
        passages.get(passages.size() - 1).appendLine(text, line);
      }
      line++;
    }
    passages.removeIf(Passage::isBlank);
    return passages;
  }

  /** Replaces inline tags by the placeholder for code, and keeps the line breaks in them. */
  private static String blankCode(String comment) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < comment.length(); i++) {
      char character = comment.charAt(i);
      if (depth == 0 && comment.startsWith("{@", i)) {
        depth = 1;
        text.append(Passage.CODE);
      } else if (depth == 0) {
        text.append(character);
      } else if (character == '{') {
        depth++;
      } else if (character == '}') {
        depth--;
      } else if (character == '\n') {
        text.append(character);
      }
    }
    return text.toString();
  }
}
