package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.packaging.Unzip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The unzipped codes, each unzipped once. */
record TaskRoots(Path directory, CodeStore codes) {
  /** In Lambda's directory. */
  static final String FOLDER = "code";

  /** The directory of a code; a function finds its classes and its {@code lib} there. */
  synchronized Path of(String sha256) {
    Path root = directory.resolve(CodeStore.name(sha256));
    if (Files.isDirectory(root)) {
      return root;
    }
    try {
      OwnerOnly.createFolder(directory);
      Path beside = Files.createTempDirectory(directory, "new");
      try {
        Unzip.into(beside, codes.zip(sha256));
      } catch (IOException | RuntimeException e) {
        DirectoryTree.delete(beside);
        throw e;
      }
      return Files.move(beside, root, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The sandbox cannot unzip the function's code: " + e.getMessage(), e);
    }
  }
}
