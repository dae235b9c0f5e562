package dev.chirp.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the prose of Markdown pages, of XML files and of scripts. */
final class PagePassages {
  private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`|(?<=])\\([^)]*\\)");
  private static final Pattern NEW_PARAGRAPH = Pattern.compile("\\s*([-*|#>]|\\d+\\.).*");
  private static final Pattern XML_PROSE =
      Pattern.compile("(?s)<!--(.*?)-->|<(?:description|name)>(.*?)</");

  private PagePassages() {}

  /** Each paragraph, list item and table row, without code blocks. */
  static List<Passage> ofMarkdown(String page) {
    List<Passage> passages = new ArrayList<>();
    Passage paragraph = new Passage(Passage.Kind.PAGE);
    boolean inCode = false;
    int line = 0;
    for (String raw : page.split("\n", -1)) {
      line++;
      boolean fence = raw.strip().startsWith("```");
      inCode ^= fence;
      if (fence || inCode || raw.isBlank() || NEW_PARAGRAPH.matcher(raw).matches()) {
        passages.add(paragraph);
        paragraph = new Passage(Passage.Kind.PAGE);
      }
      if (!fence && !inCode) {
        String text = raw.strip().replaceFirst("^([-*#>]+|\\d+\\.)\\s+", "");
        paragraph.appendLine(
            CODE_SPAN.matcher(text).replaceAll(String.valueOf(Passage.CODE)), line);
      }
    }
    passages.add(paragraph);
    passages.removeIf(Passage::isBlank);
    return passages;
  }

  /** The comments, descriptions and names of an XML file. */
  static List<Passage> ofXml(String file) {
    List<Passage> passages = new ArrayList<>();
    Matcher found = XML_PROSE.matcher(file);
    while (found.find()) {
      Passage passage = new Passage(Passage.Kind.PAGE);
      int group = found.group(1) != null ? 1 : 2;
      int line =
          1 + (int) file.substring(0, found.start(group)).chars().filter(c -> c == '\n').count();
      for (String text : found.group(group).split("\n", -1)) {
        passage.appendLine(text.strip(), line);
        line++;
      }
      passages.add(passage);
    }
    return passages;
  }

  /** The comments of a script that begin with a number sign. */
  static List<Passage> ofScript(String script) {
    List<Passage> passages = new ArrayList<>();
    Passage comment = new Passage(Passage.Kind.COMMENT);
    int line = 0;
    for (String raw : script.split("\n", -1)) {
      line++;
      String text = raw.strip();
      if (text.startsWith("#") && !text.startsWith("#!")) {
        comment.appendLine(text.replaceFirst("^#+\\s*", ""), line);
      } else {
        passages.add(comment);
        comment = new Passage(Passage.Kind.COMMENT);
      }
    }
    passages.add(comment);
    passages.removeIf(Passage::isBlank);
    return passages;
  }
}
