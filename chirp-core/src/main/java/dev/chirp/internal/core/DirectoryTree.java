package dev.chirp.internal.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A directory with all its content. Links are followed only to copy it. */
public final class DirectoryTree {
  private DirectoryTree() {}

  /** Deletes the directory if it exists. */
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file); // another process may delete files at the same time
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // it is deleted already
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path emptied, IOException failure)
              throws IOException {
            Files.deleteIfExists(emptied);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Removes the permissions of other users from the directory and its content. */
  public static void restrict(Path directory) throws IOException {
    if (!OwnerOnly.isPosix(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            OwnerOnly.restrict(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!attributes.isSymbolicLink()) {
              OwnerOnly.restrict(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Copies the files to another directory, which may exist. Files with the same name are replaced,
   * and links are followed.
   *
   * @param from may be missing; then it counts as empty
   * @param wanted the files to copy
   */
  public static void copy(Path from, Path to, Predicate<Path> wanted) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> found = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) found::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else if (wanted.test(file)) {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
