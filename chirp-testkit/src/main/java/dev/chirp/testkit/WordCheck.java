package dev.chirp.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks the prose of a project: its Markdown pages, the Javadoc, comments and messages of its
 * sources, the names of its tests, and the comments of its scripts. It reports each {@link Tic},
 * pages with lines over {@value #MAX_COLUMNS} characters, and messages with a sentence over {@value
 * #MAX_WORDS} words.
 */
public final class WordCheck {
  static final int MAX_COLUMNS = 160;
  static final int MAX_WORDS = 25;

  /** Folders of build output, of generated tables and of planted examples. */
  private static final Pattern SKIPPED =
      Pattern.compile("(.*/)?(target|\\.git|benchmarks/results|src/test/resources/words)");

  private static final Pattern TEST = Pattern.compile("(.*/)?src/(test|it)/.*");
  private static final Pattern C_LIKE = Pattern.compile(".*\\.(groovy|js|kt)");
  private static final Pattern SCRIPT = Pattern.compile(".*\\.(sh|py|properties|config|env|yml)");

  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?!])\\s+|\n|%n|Try: ");
  private static final Pattern WORD = Pattern.compile("\\S*[\\p{L}\\d" + Passage.CODE + "]\\S*");
  private static final Pattern EDGES = Pattern.compile("^[\\s.,;:]+|[\\s.,;:]+$");
  private static final Pattern PLAIN_WORDS = Pattern.compile("\\b[a-z]+ [a-z]+ [a-z]+\\b");

  private final Path root;
  private final List<Tic> tics = Tic.all();

  /**
   * Creates a check for a project.
   *
   * @param root the folder that file names in findings are relative to
   */
  public WordCheck(Path root) {
    this.root = root;
  }

  /**
   * Prints the findings below some folders of a project, counts first.
   *
   * @param args the project's folder; then the folders or files in it, or none for the whole
   *     project
   */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    WordCheck check = new WordCheck(root);
    List<Finding> findings = new ArrayList<>();
    for (String folder : args.length == 1 ? List.of("") : List.of(args).subList(1, args.length)) {
      findings.addAll(check.findings(root.resolve(folder)));
    }
    List<AllowedWords> allowed = AllowedWords.all();
    findings.removeIf(finding -> allowed.stream().anyMatch(words -> words.allows(finding)));
    print("by folder", findings, finding -> finding.file().replaceFirst("/.*", ""));
    print("by tic", findings, Finding::tic);
    findings.forEach(System.out::println);
  }

  private static void print(String title, List<Finding> findings, Function<Finding, String> by) {
    Map<String, Long> counts =
        findings.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
    System.out.println(findings.size() + " findings, " + title + ":");
    counts.forEach((name, count) -> System.out.printf("%5d  %s%n", count, name));
  }

  /** All findings in the files below a folder, in the order of files and lines. */
  public List<Finding> findings(Path folder) throws IOException {
    Set<Path> files = new TreeSet<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return SKIPPED.matcher(name(directory)).matches()
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    List<Finding> findings = new ArrayList<>();
    for (Path file : files) {
      findings.addAll(inFile(name(file), file));
    }
    return findings;
  }

  private String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private List<Finding> inFile(String name, Path file) throws IOException {
    List<Finding> findings = new ArrayList<>();
    if (name.endsWith(".java")) {
      String source = Files.readString(file);
      boolean test = TEST.matcher(name).matches();
      inPassages(name, test ? JavaPassages.ofTest(source) : JavaPassages.of(source), findings);
    } else if (C_LIKE.matcher(name).matches()) {
      inPassages(name, JavaPassages.ofTest(Files.readString(file)), findings);
    } else if (name.endsWith(".md")) {
      String page = Files.readString(file);
      inPassages(name, PagePassages.ofMarkdown(page), findings);
      longLines(name, page, findings);
    } else if (name.endsWith(".xml")) {
      inPassages(name, PagePassages.ofXml(Files.readString(file)), findings);
    } else if (SCRIPT.matcher(name).matches() || isScript(file)) {
      inPassages(name, PagePassages.ofScript(Files.readString(file)), findings);
    }
    findings.sort(Comparator.comparingInt(Finding::line));
    return findings;
  }

  /** True if the file's name has no extension and its first line names an interpreter. */
  private static boolean isScript(Path file) throws IOException {
    if (file.getFileName().toString().contains(".")) {
      return false;
    }
    try (InputStream start = Files.newInputStream(file)) {
      return new String(start.readNBytes(2), StandardCharsets.ISO_8859_1).equals("#!");
    }
  }

  private void inPassages(String name, List<Passage> passages, List<Finding> findings) {
    for (Passage passage : passages) {
      for (Tic tic : tics) {
        Matcher found = tic.pattern().matcher(passage.text());
        while (tic.kinds().contains(passage.kind()) && found.find()) {
          findings.add(
              new Finding(
                  name,
                  passage.lineAt(found.start()),
                  tic.name(),
                  EDGES.matcher(found.group()).replaceAll(""),
                  tic.instead()));
        }
      }
      if (passage.kind() == Passage.Kind.MESSAGE) {
        longSentence(passage.text())
            .ifPresent(
                sentence ->
                    findings.add(
                        new Finding(
                            name,
                            passage.lineAt(passage.text().indexOf(sentence)),
                            "long sentence",
                            sentence,
                            "at most " + MAX_WORDS + " words a sentence")));
      }
    }
  }

  private static Optional<String> longSentence(String message) {
    return SENTENCE_END
        .splitAsStream(message)
        .filter(sentence -> PLAIN_WORDS.matcher(sentence).find())
        .filter(sentence -> WORD.matcher(sentence).results().count() > MAX_WORDS)
        .findFirst();
  }

  private static void longLines(String name, String page, List<Finding> findings) {
    boolean inCode = false;
    int number = 0;
    for (String line : page.split("\n", -1)) {
      number++;
      inCode ^= line.strip().startsWith("```");
      if (line.length() > MAX_COLUMNS && !inCode && !line.matches("(\\||!\\[).*")) {
        findings.add(
            new Finding(
                name,
                number,
                "long line",
                line.substring(0, 40) + Passage.CODE,
                "at most " + MAX_COLUMNS + " characters a line"));
      }
    }
  }

  /**
   * Words that the project avoids, and where they are.
   *
   * @param file relative to the project, with slashes
   * @param line counted from 1
   * @param tic the name of what was found
   * @param words as they are in the file
   */
  public record Finding(String file, int line, String tic, String words, String instead) {
    @Override
    public String toString() {
      return "%s:%d: \"%s\" (%s): write %s".formatted(file, line, words, tic, instead);
    }
  }

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

    /**
     * The findings that the list does not allow, and the entries of the list that allow nothing.
     */
    public static List<String> problems(List<Finding> findings, List<AllowedWords> list) {
      return Stream.concat(
              findings.stream()
                  .filter(finding -> list.stream().noneMatch(allowed -> allowed.allows(finding)))
                  .map(Finding::toString),
              list.stream()
                  .filter(allowed -> findings.stream().noneMatch(allowed::allows))
                  .map(allowed -> "allowed-words.txt: remove the unused entry " + allowed))
          .toList();
    }

    boolean allows(Finding finding) {
      return finding.file().equals(file) && finding.words().equals(words);
    }
  }
}
