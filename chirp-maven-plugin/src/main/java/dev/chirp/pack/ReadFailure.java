package dev.chirp.pack;

import dev.chirp.core.ChirpException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Words for a file of the project that could not be read. */
final class ReadFailure {
  private ReadFailure() {}

  /** Names the very file, which may be one below the folder that was asked for. */
  static ChirpException of(Path asked, IOException cause) {
    String file =
        Optional.of(cause)
            .filter(FileSystemException.class::isInstance)
            .map(failure -> ((FileSystemException) failure).getFile())
            .orElse(asked.toString());
    return ChirpException.execution(
        "'%s' could not be read: %s".formatted(file, reason(cause)), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "it does not exist";
    }
    return cause instanceof FileSystemLoopException
        ? "the link leads to a folder above it"
        : String.valueOf(cause.getMessage());
  }
}
