package dev.chirp.internal.serve.api;

import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Answers once as many processes are here as the path says. A file in the folder {@code MEETING}
 * stands for each.
 */
@FunctionConfiguration(route = "GET /meeting/{size}", timeout = 25)
public class Meeting extends ApiFunction {
  @Override
  protected Object handle(ApiRequest request) {
    long pid = ProcessHandle.current().pid();
    int size = Integer.parseInt(request.pathParameter("size").orElse(""));
    Path folder = Path.of(System.getenv("MEETING"));
    try {
      Files.createFile(folder.resolve("pid-" + pid));
      while (present(folder) < size) {
        Thread.sleep(20);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Map.of("pid", pid);
  }

  private static long present(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
