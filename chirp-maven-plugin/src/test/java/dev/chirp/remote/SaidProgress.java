package dev.chirp.remote;

import dev.chirp.core.Progress;
import java.util.ArrayList;
import java.util.List;

/** What a user would have read. */
record SaidProgress(List<String> lines) implements Progress {
  SaidProgress() {
    this(new ArrayList<>());
  }

  @Override
  public void say(String line) {
    lines.add(line);
  }

  @Override
  public void warn(String line) {
    lines.add("WARNING " + line);
  }

  @Override
  public void detail(String line) {}

  @Override
  public void status(String text) {}
}
