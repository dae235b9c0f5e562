package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.WorkingDirectory;
import dev.chirp.internal.serve.code.ServedCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The OpenAPI document of a project, as a file. */
public record OpenApiFile(ServedProject project, Path file) {
  /**
   * Writes the file and says where it is.
   *
   * @throws ChirpException when no function has a route, two have the same, or the file cannot be
   *     written
   */
  public void write(Progress progress) {
    RouteList routes =
        RouteList.of(new ServedCode.Generation(1, project.functions(), project.api()));
    routes.requireRoute();
    String document = OpenApiResource.document(routes, progress::warn);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, document);
    } catch (IOException e) {
      throw ChirpException.execution("File '%s' cannot be written: %s".formatted(file, e), e);
    }
    int count = routes.routes().size();
    progress.say(
        "%s, with %d %s"
            .formatted(WorkingDirectory.relativize(file), count, count == 1 ? "route" : "routes"));
  }
}
