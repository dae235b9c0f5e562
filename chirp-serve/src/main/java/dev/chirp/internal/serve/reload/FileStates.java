package dev.chirp.internal.serve.reload;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * The state of a project's files at one moment, to find out later whether one of them changed.
 *
 * <p>A file's size and times say so, except just after it was written: a second change within the
 * resolution of the file system's clock may leave both as they were. So the content of a file that
 * changed a moment ago is compared too.
 */
final class FileStates {
  /** The coarsest clock of a common file system (FAT). */
  private static final Duration CLOCK = Duration.ofSeconds(2);

  private final Map<Path, State> files;

  private FileStates(Map<Path, State> files) {
    this.files = files;
  }

  /**
   * @param hash of the content; 0 if it was not read
   * @param isRecent whether the next change may leave size and times as they are
   */
  private record State(
      long size, FileTime modified, FileTime changed, Object key, long hash, boolean isRecent) {
    boolean equalsEarlier(State earlier) {
      return size == earlier.size
          && modified.equals(earlier.modified)
          && changed.equals(earlier.changed)
          && Objects.equals(key, earlier.key)
          && (!earlier.isRecent || hash == earlier.hash);
    }
  }

  /** Returns the state of no files. */
  static FileStates none() {
    return new FileStates(Map.of());
  }

  /**
   * Returns the state now.
   *
   * @param roots files and folders; a missing one counts as empty
   */
  FileStates now(Collection<Path> roots) throws IOException {
    Map<Path, State> found = new HashMap<>();
    Instant recent = Instant.now().minus(CLOCK);
    for (Path root : roots) {
      if (Files.exists(root)) {
        Files.walkFileTree(
            root,
            EnumSet.of(FileVisitOption.FOLLOW_LINKS),
            Integer.MAX_VALUE,
            new Visitor(found, recent));
      }
    }
    return new FileStates(found);
  }

  /** Returns the files that are new, different or gone in comparison with an earlier state. */
  Collection<Path> changesSince(FileStates earlier) {
    Collection<Path> changes = new TreeSet<>();
    files.forEach(
        (file, state) -> {
          State before = earlier.files.get(file);
          if (before == null || !state.equalsEarlier(before)) {
            changes.add(file);
          }
        });
    earlier.files.keySet().stream().filter(file -> !files.containsKey(file)).forEach(changes::add);
    return changes;
  }

  /** Returns whether a file of these folders was written at this time or later. */
  boolean isChangedSince(Instant time, Collection<Path> roots) {
    return files.entrySet().stream()
        .filter(file -> roots.stream().anyMatch(file.getKey()::startsWith))
        .map(Map.Entry::getValue)
        .anyMatch(
            state ->
                !state.modified.toInstant().isBefore(time)
                    || !state.changed.toInstant().isBefore(time));
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private static final boolean HAS_CHANGE_TIME =
        Path.of("").getFileSystem().supportedFileAttributeViews().contains("unix");

    private final Map<Path, State> found;
    private final Instant recent;

    Visitor(Map<Path, State> found, Instant recent) {
      this.found = found;
      this.recent = recent;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (isIgnored(file.getFileName().toString())) {
        return FileVisitResult.CONTINUE;
      }
      try {
        FileTime modified = attributes.lastModifiedTime();
        FileTime changed =
            HAS_CHANGE_TIME ? (FileTime) Files.getAttribute(file, "unix:ctime") : modified;
        boolean isRecent = isRecent(modified) || isRecent(changed);
        State before = files.get(file);
        long hash = isRecent || (before != null && before.isRecent) ? hash(file) : 0;
        found.put(
            file,
            new State(attributes.size(), modified, changed, attributes.fileKey(), hash, isRecent));
      } catch (IOException e) {
        return visitFileFailed(file, e);
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean isRecent(FileTime time) {
      return time.toInstant().isAfter(recent);
    }

    /** Continues without a file that vanished, and without a link that leads nowhere or back. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }

  private static long hash(Path file) throws IOException {
    CRC32C hash = new CRC32C();
    hash.update(Files.readAllBytes(file));
    return hash.getValue();
  }

  /** True for files of editors and desktops, which Maven's resources plugin leaves out as well. */
  static boolean isIgnored(String name) {
    return name.endsWith("~")
        || name.startsWith(".#")
        || name.startsWith("._")
        || (name.startsWith("#") && name.endsWith("#"))
        || (name.startsWith("%") && name.endsWith("%"))
        || (name.startsWith(".") && name.matches(".*\\.sw[a-p]"))
        || name.equals(".DS_Store");
  }
}
