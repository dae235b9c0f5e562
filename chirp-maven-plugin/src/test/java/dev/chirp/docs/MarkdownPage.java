package dev.chirp.docs;

import java.util.ArrayList;
import java.util.List;

/** A page that is written line by line; prose is wrapped, tables are not. */
final class MarkdownPage {
  private static final int WIDTH = 100;

  private final List<String> lines = new ArrayList<>();

  MarkdownPage heading(String heading) {
    return block(List.of(heading));
  }

  /** Paragraphs, lists and code; a paragraph is one line here. */
  MarkdownPage text(String markdown) {
    List<String> wrapped = new ArrayList<>();
    boolean code = false;
    for (String line : markdown.lines().toList()) {
      code ^= line.startsWith("```");
      wrapped.addAll(code ? List.of(line) : wrapped(line));
    }
    return block(wrapped);
  }

  /** No rows, no table. */
  MarkdownPage table(List<String> head, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    List<String> table = new ArrayList<>();
    table.add(row(head));
    table.add(row(head.stream().map(cell -> "---").toList()));
    rows.stream().map(MarkdownPage::row).forEach(table::add);
    return block(table);
  }

  private MarkdownPage block(List<String> block) {
    if (!lines.isEmpty() && !block.isEmpty()) {
      lines.add("");
    }
    lines.addAll(block);
    return this;
  }

  private static String row(List<String> cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      String escaped = cell.replace("|", "\\|").replaceAll("\\s+", " ");
      row.append(escaped.isEmpty() ? " |" : " " + escaped + " |");
    }
    return row.toString();
  }

  private static List<String> wrapped(String paragraph) {
    String indent = paragraph.startsWith("- ") ? "  " : "";
    List<String> wrapped = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    // A space within code is not a place to break the line.
    for (String word : paragraph.split(" (?=(?:[^`]*`[^`]*`)*[^`]*$)", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        wrapped.add(line.toString());
        line = new StringBuilder(indent + word);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
    }
    wrapped.add(line.toString());
    return wrapped;
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
