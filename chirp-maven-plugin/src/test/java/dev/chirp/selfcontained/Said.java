package dev.chirp.selfcontained;

import dev.chirp.core.Progress;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a goal would have said. */
final class Said implements Progress {
  final List<String> lines = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<String> details = new ArrayList<>();

  @Override
  public void say(String line) {
    lines.add(line);
  }

  @Override
  public void warn(String line) {
    warnings.add(line);
  }

  @Override
  public void detail(String line) {
    details.add(line);
  }

  @Override
  public void status(String text) {}
}
