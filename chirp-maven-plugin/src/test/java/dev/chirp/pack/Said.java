package dev.chirp.pack;

import dev.chirp.core.Progress;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a goal would have said. */
final class Said implements Progress {
  final List<String> lines = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  @Override
  public void say(String line) {
    lines.add(line);
  }

  @Override
  public void warn(String line) {
    warnings.add(line);
  }

  @Override
  public void detail(String line) {}

  @Override
  public void status(String text) {}
}
