package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.WorkingDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The project's table files: {@code CreateTable} requests that {@code aws dynamodb create-table
 * --cli-input-json} accepts too.
 */
public record TableFiles(Path directory) {

  /** The content of each file by its path; empty if the folder does not exist. */
  public Map<String, String> read() {
    Map<String, String> requests = new TreeMap<>();
    if (!Files.isDirectory(directory)) {
      return requests;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(".json")) {
          requests.put(WorkingDirectory.relativize(file).toString(), Files.readString(file));
        }
      }
      return requests;
    } catch (IOException e) {
      throw ChirpException.execution(
          "The table files in '" + directory + "' could not be read: " + e, e);
    }
  }
}
