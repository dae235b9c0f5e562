package dev.chirp.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a page that shows commands, each after {@code $}, and the lines that they print.
 *
 * @param page the file, relative to Chirp's sources
 * @param output without what only a terminal shows
 */
record ConsoleBlock(String page, List<String> commands, List<String> output) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(.*?)^```$");
  private static final String PROMPT = "$ ";

  /** A command that stays in the background, and the file that it writes when it is ready. */
  private static final Pattern BACKGROUND = Pattern.compile("> (\\S+) &$");

  /** The count of functions, which a terminal shows and then clears. */
  private static final Pattern STATUS = Pattern.compile("Deployed \\d+ of \\d+ functions");

  /** Parts that differ from run to run, or that the page leaves out. */
  private static final Pattern PLACEHOLDER = Pattern.compile("^….*|…|\\d{10}| +\\d+\\.\\d+ s\\b");

  static List<ConsoleBlock> of(String page, String document) {
    return BLOCK
        .matcher(document)
        .results()
        .map(block -> block.group(1).lines().toList())
        .map(
            lines ->
                new ConsoleBlock(
                    page,
                    lines.stream()
                        .filter(line -> line.startsWith(PROMPT))
                        .map(line -> line.substring(PROMPT.length()))
                        .toList(),
                    lines.stream()
                        .filter(line -> !line.startsWith(PROMPT))
                        .filter(line -> !STATUS.matcher(line).matches())
                        .toList()))
        .toList();
  }

  /**
   * The commands for bash, with job control and {@code errexit}. After a command in the background,
   * the script waits until its file has content.
   */
  String script() {
    StringBuilder script = new StringBuilder();
    for (String command : commands) {
      script.append(command).append('\n');
      Matcher background = BACKGROUND.matcher(command);
      if (background.find()) {
        script.append(
            "until [ -s %s ]; do kill -0 $!; sleep 0.1; done\n".formatted(background.group(1)));
      }
    }
    return script.toString();
  }

  /** The first line of the output that the commands did not print in this order. */
  Optional<String> missingIn(String printed) {
    int from = 0;
    for (String line : output) {
      Matcher found = asPattern(line).matcher(printed);
      if (!found.find(from)) {
        return Optional.of(line);
      }
      from = found.end();
    }
    return Optional.empty();
  }

  private static Pattern asPattern(String line) {
    StringBuilder pattern = new StringBuilder("(?m)^");
    int from = 0;
    Matcher placeholder = PLACEHOLDER.matcher(line);
    while (placeholder.find()) {
      pattern.append(Pattern.quote(line.substring(from, placeholder.start()))).append(".*");
      from = placeholder.end();
    }
    return Pattern.compile(pattern + Pattern.quote(line.substring(from)) + "$");
  }
}
