package dev.chirp.internal.packaging;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.core.WorkingDirectory;
import dev.chirp.internal.pack.BuiltArchive;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.process.RunDirectory;
import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.internal.project.ProjectFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The zip or jar that {@code <package>} names. Another plugin built it, and Chirp deploys it
 * unchanged.
 */
public record BuiltPackage(PackageContents contents, LambdaRuntime runtime, Path file)
    implements ProjectPackage {
  /**
   * Returns the file that the parameter names.
   *
   * @param named the value in the POM or on the command line
   * @param directory the base of a relative name
   * @throws ChirpException if it is not a file
   */
  public static Path file(String named, Path directory) {
    Path file = WorkingDirectory.relativize(directory.resolve(named.strip()));
    if (!Files.isRegularFile(file)) {
      throw ChirpException.project(
              "<package> names '%s' (or -Dchirp.package), which is not a file.".formatted(file))
          .withSuggestion("mvn package, then the same command");
    }
    return file;
  }

  @Override
  public CodePackage make(Libraries libraries) {
    contents.progress().say("Package: '%s', unchanged.".formatted(file));
    Map<String, String> handlers =
        contents.functions().all().stream()
            .collect(Collectors.toMap(ProjectFunction::name, ProjectFunction::className));
    return new BuiltArchive(file, runtime, contents.allowed(), contents.progress())
        .check(handlers, contents.zip());
  }

  @Override
  public boolean isOwn() {
    return false;
  }

  /**
   * Unzips the archive for a local run, as Lambda does, into a folder of its own.
   *
   * @param parent the parent of the folder
   * @return the folder, which its {@code close} deletes
   */
  public static RunDirectory unzip(Path file, Path parent) {
    try {
      RunDirectory folder =
          new RunDirectory(parent.resolve("package-" + UUID.randomUUID()), "package");
      try {
        Unzip.into(folder.path(), file);
        return folder;
      } catch (IOException | RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw ChirpException.execution("'%s' cannot be unzipped: %s".formatted(file, e), e);
    }
  }
}
