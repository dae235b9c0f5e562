package dev.chirp.internal.core;

import java.nio.file.Path;

/** The folder that the user started the build in. */
public final class WorkingDirectory {
  private WorkingDirectory() {}

  /** The path as the user would type it there: relative if the file is inside the folder. */
  public static Path relativize(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path;
  }
}
