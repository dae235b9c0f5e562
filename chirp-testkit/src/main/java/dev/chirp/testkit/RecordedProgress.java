package dev.chirp.testkit;

import dev.chirp.internal.core.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Records the progress of a use case for assertions. */
public final class RecordedProgress implements Progress {
  private static final Pattern MARKED = Pattern.compile("^(WARN|DEBUG|STATUS) ");

  /** All lines in order. Warnings, details and status texts begin with WARN, DEBUG or STATUS. */
  public final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private volatile String breaking = "no line has this text";
  private volatile Supplier<RuntimeException> failure = RecordedProgress::usedUp;

  private static RuntimeException usedUp() {
    throw new OutOfMemoryError("Java heap space");
  }

  /** Simulates a lack of memory at the first line or detail with this text. */
  public void breakOn(String text) {
    breaking = text;
  }

  /** Throws a failure at the first line or detail with this text. */
  public void breakOn(String text, Supplier<RuntimeException> thrown) {
    failure = thrown;
    breaking = text;
  }

  @Override
  public void say(String line) {
    lines.add(line);
    breakOnce(line);
  }

  @Override
  public void warn(String line) {
    lines.add("WARN " + line);
  }

  @Override
  public void detail(String line) {
    lines.add("DEBUG " + line);
    breakOnce(line);
  }

  private void breakOnce(String line) {
    if (line.contains(breaking)) {
      breaking = "only once";
      throw failure.get();
    }
  }

  @Override
  public void status(String text) {
    lines.add("STATUS " + text);
  }

  /** The stack traces in the debug log, with their first lines. */
  public List<String> traces() {
    return List.copyOf(lines).stream()
        .filter(line -> line.startsWith("DEBUG ") && line.contains("\n\tat dev.chirp."))
        .toList();
  }

  /** The lines without warnings and details. */
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

  /** The lines that a user sees without {@code -X}. Warnings begin with WARN. */
  public List<String> shown() {
    return List.copyOf(lines).stream()
        .filter(line -> line.startsWith("WARN ") || !MARKED.matcher(line).find())
        .toList();
  }

  /** The lines that a user sees, as one text. */
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
