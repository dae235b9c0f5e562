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
 * What a service remembers from one command to the next, as a JSON file that people can read. It is
 * written beside and moved over, so that it is whole at any moment.
 */
public record StateFile(Path file) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** What was written last, or {@code empty} if nothing ever was. */
  public <T> T read(Class<T> type, T empty) {
    if (!Files.exists(file)) {
      return empty;
    }
    try {
      return Optional.ofNullable(JSON.readValue(file.toFile(), type))
          .orElseThrow(() -> unreadable(new IOException("It holds nothing.")));
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was written there is not what a sandbox writes. */
  public ChirpException unreadable(Exception cause) {
    return ChirpException.execution(
            "The sandbox's state '%s' cannot be read.".formatted(file), cause)
        .withSuggestion("delete target/chirp/sandbox, and deploy to the sandbox again");
  }

  /**
   * Those that are there.
   *
   * @param depth in how many folders, the last part of the path included
   * @param end of their names
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
      Path beside = file.resolveSibling(file.getFileName() + ".new");
      try (OutputStream out = OwnerOnly.write(beside)) {
        JSON.writeValue(out, state);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox cannot keep its state in " + file, e);
    }
  }
}
