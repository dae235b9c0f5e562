package dev.chirp.internal.packaging;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.CodePackage;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.core.WorkingDirectory;
import dev.chirp.internal.pack.BuiltArchive;
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
 * The zip or jar that {@code <package>} names: another plugin has built it, and Chirp deploys it as
 * it is.
 */
public record BuiltPackage(PackageContents contents, LambdaRuntime runtime, Path file)
    implements ProjectPackage {
  /**
   * The file that the parameter names.
   *
   * @param named as the POM or the command line has it
   * @param directory that a relative name is relative to
   * @throws ChirpException when there is no such file
   */
  public static Path file(String named, Path directory) {
    Path file = WorkingDirectory.relativize(directory.resolve(named.strip()));
    if (!Files.isRegularFile(file)) {
      throw ChirpException.project(
              "<package> names '%s' (or -Dchirp.package), which is not a file.".formatted(file))
          .withSuggestion("mvn package, and then the same command");
    }
    return file;
  }

  @Override
  public CodePackage make(Libraries lazily) {
    contents.progress().say("Package: '%s', as it is.".formatted(file));
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
   * Unzips the archive for a local run, as Lambda does, into a folder that no other run uses.
   *
   * @param parent where the folder is made
   * @return what removes the folder again
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
