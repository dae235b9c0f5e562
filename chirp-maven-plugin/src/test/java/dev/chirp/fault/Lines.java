package dev.chirp.fault;

import dev.chirp.core.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a goal says. */
public final class Lines implements Progress {
  public final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private volatile String breaking = "nothing is said like this";

  /** Memory is used up while a detail with this text is said. */
  public void breakOn(String text) {
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
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Override
  public void status(String text) {
    lines.add("STATUS " + text);
  }

  public boolean contain(String text) {
    return List.copyOf(lines).stream().anyMatch(line -> line.contains(text));
  }
}
