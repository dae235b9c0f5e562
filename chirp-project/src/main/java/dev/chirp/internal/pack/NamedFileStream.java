package dev.chirp.internal.pack;

import dev.chirp.internal.core.ChirpException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** An input stream whose failures name the file, even while another file is being written. */
final class NamedFileStream extends FilterInputStream {
  private final Path file;

  private NamedFileStream(Path file, InputStream in) {
    super(in);
    this.file = file;
  }

  static InputStream of(Path file) {
    try {
      return new NamedFileStream(file, Files.newInputStream(file));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public int read() {
    try {
      return super.read();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    try {
      return super.read(bytes, offset, length);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Returns a failure that names the file in the exception, which may be deeper in the folder. */
  static ChirpException failure(Path file, IOException cause) {
    String named =
        cause instanceof FileSystemException system
            ? Optional.ofNullable(system.getFile()).orElseGet(file::toString)
            : file.toString();
    return ChirpException.execution(
        "'%s' could not be read: %s.".formatted(named, reason(cause)), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileSystemLoopException) {
      return "the link points to a folder that contains it";
    }
    return Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
  }
}
