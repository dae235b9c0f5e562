package dev.chirp.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One call of {@code mvn} in a document. */
record ShellCommand(String document, String line) {
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

  /** The commands in blocks of shell commands and in the code within sentences. */
  static List<ShellCommand> of(MarkdownFile file) {
    Stream<String> typed = inBlocks(file);
    return Stream.concat(typed, file.code().stream().filter(code -> code.startsWith("mvn ")))
        .map(line -> new ShellCommand(file.name(), line))
        .toList();
  }

  /** In {@code sh} blocks all lines are commands, in {@code console} blocks those after a $. */
  private static Stream<String> inBlocks(MarkdownFile file) {
    Stream<String> scripts = file.blocks("sh").stream().flatMap(ShellCommand::lines);
    Stream<String> sessions =
        file.blocks("console").stream()
            .flatMap(ShellCommand::lines)
            .filter(line -> line.startsWith("$ "))
            .map(line -> line.substring(2));
    return Stream.concat(scripts, sessions)
        .flatMap(line -> Stream.of(line.split("&&|[|;&(]\\s|\\((?=umask)")))
        .map(String::strip)
        .filter(line -> line.startsWith("mvn "));
  }

  private static Stream<String> lines(String block) {
    return block.replaceAll("\\\\\n\\s*", "").lines().map(line -> line.replaceFirst(" +#.*", ""));
  }

  /** The words after {@code mvn}, without quotes. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group().replaceAll("['\"]", ""));
    }
    return words.subList(1, words.size());
  }

  List<String> goals() {
    return words().stream()
        .filter(word -> word.startsWith("chirp:"))
        .map(word -> word.substring("chirp:".length()))
        .toList();
  }

  /** {@code name=value}, or the name alone. */
  List<String> properties() {
    return words().stream()
        .filter(word -> word.startsWith("-D"))
        .map(word -> word.substring(2))
        .toList();
  }

  @Override
  public String toString() {
    return document + ": " + line;
  }
}
