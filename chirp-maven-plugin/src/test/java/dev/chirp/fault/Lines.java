package dev.chirp.fault;

import dev.chirp.core.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** What a goal says. */
public final class Lines implements Progress {
  public final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private volatile String breaking = "nothing is said like this";
  private volatile Supplier<RuntimeException> failure = Lines::usedUp;

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

  public boolean contain(String text) {
    return List.copyOf(lines).stream().anyMatch(line -> line.contains(text));
  }
}
