package dev.chirp.iam;

import dev.chirp.core.Progress;
import java.util.ArrayList;
import java.util.List;

/** What a goal says, to be looked at. */
record Lines(List<String> said) implements Progress {
  Lines() {
    this(new ArrayList<>());
  }

  @Override
  public void say(String line) {
    said.add(line);
  }

  @Override
  public void warn(String line) {
    said.add("WARN " + line);
  }

  @Override
  public void detail(String line) {}

  @Override
  public void status(String text) {}

  String all() {
    return String.join("\n", said);
  }
}
