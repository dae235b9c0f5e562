package dev.chirp.testkit;

import dev.chirp.internal.core.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What a use case says, to be looked at. */
public final class RecordedProgress implements Progress {
  private static final Pattern MARKED = Pattern.compile("^(WARN|DEBUG|STATUS) ");

  /** All of it in order; all but what was said has WARN, DEBUG or STATUS in front. */
  public final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private volatile String breaking = "nothing is said like this";
  private volatile Supplier<RuntimeException> failure = RecordedProgress::usedUp;

  private static RuntimeException usedUp() {
    throw new OutOfMemoryError("Java heap space");
  }

  /** Memory is used up while a detail with this text is said. */
  public void breakOn(String text) {
    breaking = text;
  }

  /** Chirp itself is wrong where a detail with this text is said. */
  public void breakOn(String text, Supplier<RuntimeException> mistake) {
    failure = mistake;
    breaking = text;
  }

  @Override
  public void say(String line) {
    lines.add(line);
  }

  @Override
  public void warn(String line) {
    lines.add("WARN " + line);
  }

  @Override
  public void detail(String line) {
    lines.add("DEBUG " + line);
    if (line.contains(breaking)) {
      breaking = "only once";
      throw failure.get();
    }
  }

  @Override
  public void status(String text) {
    lines.add("STATUS " + text);
  }

  /** The stack traces in the debug log, of which each begins with what was going on. */
  public List<String> traces() {
    return List.copyOf(lines).stream()
        .filter(line -> line.startsWith("DEBUG ") && line.contains("\n\tat dev.chirp."))
        .toList();
  }

  /** What was said, without warnings and details. */
  public List<String> said() {
    return List.copyOf(lines).stream().filter(line -> !MARKED.matcher(line).find()).toList();
  }

  public List<String> warnings() {
    return marked("WARN ");
  }

  public List<String> details() {
    return marked("DEBUG ");
  }

  public List<String> statuses() {
    return marked("STATUS ");
  }

  /** What a user reads without {@code -X}: what was said, and each warning after WARN. */
  public List<String> shown() {
    return List.copyOf(lines).stream()
        .filter(line -> line.startsWith("WARN ") || !MARKED.matcher(line).find())
        .toList();
  }

  /** What a user reads, as one text. */
  public String text() {
    return String.join("\n", shown());
  }

  private List<String> marked(String mark) {
    return List.copyOf(lines).stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  public boolean contain(String text) {
    return List.copyOf(lines).stream().anyMatch(line -> line.contains(text));
  }
}
