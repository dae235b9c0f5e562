package dev.chirp.internal.pack;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.project.LambdaRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip or jar that another plugin built, which goes to Lambda unchanged. It is checked like a zip
 * that Chirp builds.
 *
 * @param runtime the runtime that the classes must run on
 * @param allowed as in {@link Packager}; a file at the root of {@code function.zip} is called
 *     {@code function.zip!/key.pem}
 */
public record BuiltArchive(
    Path file, LambdaRuntime runtime, Set<String> allowed, Progress progress) {

  public BuiltArchive {
    allowed = Set.copyOf(allowed);
  }

  /**
   * Checks the size limits and the classes, and looks for secrets.
   *
   * @param handlers the handler class of each function, by the function's name
   * @param scratch a file; jars of the archive are temporarily extracted beside it
   * @throws ChirpException if Lambda would not accept it, or a handler class is missing
   */
  public CodePackage check(Map<String, String> handlers, Path scratch) {
    try (ZipFile zip = new ZipFile(file.toFile());
        WorkDirectory work = WorkDirectory.beside(scratch)) {
      List<Item> items = new ArrayList<>();
      List<CodeSource> places = new ArrayList<>();
      String name = String.valueOf(file.getFileName());
      places.add(new CodeSource(name, file, true, List.of()));
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
        items.add(new Item(entry.getName(), file, entry.getSize(), false));
        if (CodeSources.isBundled(entry.getName())) {
          places.add(bundled(zip, entry, work));
        }
      }
      PackageLimits.checkUnzipped(items);
      requireHandlers(handlers, new Inspector(runtime, allowed, progress).inspect(places));
      CodePackage code = CodePackage.of(file, file, items);
      code.report(List.of(), progress);
      return code;
    } catch (ZipException e) {
      throw ChirpException.project("'%s' is not a zip or jar: %s.".formatted(file, e.getMessage()))
          .withSuggestion("mvn package, which builds it");
    } catch (IOException e) {
      throw NamedFileStream.failure(file, e);
    }
  }

  private static CodeSource bundled(ZipFile zip, ZipEntry entry, WorkDirectory work)
      throws IOException {
    Path jar = work.file(entry.getName().substring("lib/".length()));
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, jar);
    }
    return new CodeSource(entry.getName(), jar, false, List.of());
  }

  private void requireHandlers(Map<String, String> handlers, List<Inspection> inspections) {
    Set<String> classes = new HashSet<>();
    inspections.forEach(inspection -> classes.addAll(inspection.classes()));
    new TreeMap<>(handlers)
        .forEach(
            (function, handler) -> {
              if (!classes.contains(handler.replace('.', '/') + ".class")) {
                throw ChirpException.project(
                        "'%s' does not have class %s, the handler of function '%s'."
                            .formatted(file, handler, function))
                    .withSuggestion(
                        "mvn clean package, or name the handler in the POM: "
                            + "<function><name>%s</name><handler>…</handler></function>"
                                .formatted(function));
              }
            });
  }
}
