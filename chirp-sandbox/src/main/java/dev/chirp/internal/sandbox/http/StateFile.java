package dev.chirp.internal.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service's state, as a JSON file that people can read. It is replaced in one step, so that
 * readers always find a complete file.
 */
public record StateFile(Path file) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** The state written last, or {@code empty} if the file does not exist. */
  public <T> T read(Class<T> type, T empty) {
    if (!Files.exists(file)) {
      return empty;
    }
    try {
      return Optional.ofNullable(JSON.readValue(file.toFile(), type))
          .orElseThrow(() -> unreadable(new IOException("The file holds no state.")));
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The error for a file that a sandbox cannot have written. */
  public ChirpException unreadable(Exception cause) {
    return ChirpException.execution(
            "The sandbox's state '%s' cannot be read.".formatted(file), cause)
        .withSuggestion("delete target/chirp/sandbox, and deploy to the sandbox again");
  }

  /**
   * The existing state files below a folder.
   *
   * @param depth the number of levels below the folder to search
   * @param end the end of their names
   */
  public static List<StateFile> under(Path directory, int depth, String end) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files
          .filter(file -> file.toString().endsWith(end) && Files.isRegularFile(file))
          .map(StateFile::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void write(Object state) {
    try {
      OwnerOnly.createParent(file);
      Path temporary = file.resolveSibling(file.getFileName() + ".new");
      try (OutputStream out = OwnerOnly.write(temporary)) {
        JSON.writeValue(out, state);
      }
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox cannot write its state to " + file, e);
    }
  }
}
