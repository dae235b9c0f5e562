package dev.chirp.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One Markdown file of the repository: its links, anchors and code. */
final class MarkdownFile {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)[^\n]*\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("(?s)\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Set<String> NO_SOURCES = Set.of("target", ".git", "node_modules");

  private final Path path;
  private final String text;

  private MarkdownFile(Path path, String text) {
    this.path = path;
    this.text = text;
  }

  static MarkdownFile read(Path path) {
    try {
      return new MarkdownFile(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them, but what a build writes. */
  static List<MarkdownFile> all() throws IOException {
    List<MarkdownFile> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NO_SOURCES.contains(folder.getFileName() + "")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              files.add(read(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  Path path() {
    return path;
  }

  /** Relative to the repository. */
  String name() {
    return ROOT.relativize(path).toString().replace('\\', '/');
  }

  String text() {
    return text;
  }

  /** Without the fenced blocks. */
  private String prose() {
    return FENCED.matcher(text).replaceAll("");
  }

  /** The fenced blocks in this language. */
  List<String> blocks(String language) {
    return FENCED
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** The code within sentences, a line break as a space. */
  List<String> code() {
    return CODE.matcher(prose())
        .results()
        .map(code -> code.group(1).replaceAll("\\s+", " "))
        .toList();
  }

  /** The targets of the links and images, as written. */
  List<String> links() {
    return LINK.matcher(CODE.matcher(prose()).replaceAll(""))
        .results()
        .map((MatchResult link) -> link.group(1))
        .toList();
  }

  /** The anchors of the headings, as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> count = new HashMap<>();
    for (String line : prose().lines().filter(each -> each.matches("#{1,6} .*")).toList()) {
      String anchor = anchor(line.replaceFirst("#+ ", ""));
      int before = count.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  /** The anchor of a heading, as GitHub makes it. */
  static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^]]*)\\]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
