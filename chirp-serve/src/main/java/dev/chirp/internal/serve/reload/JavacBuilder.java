package dev.chirp.internal.serve.reload;

import dev.chirp.internal.core.DirectoryTree;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Builds a module with the {@code javac} of this process, which is fast once it is warm. It
 * compiles every source, so that deleted classes and changed constants leave no trace.
 *
 * @param base the folder that paths in messages are relative to
 * @param sources the folders with {@code .java} files
 * @param resources the folders whose files are copied as they are
 * @param options of {@code javac}, without class path and output folder
 */
public record JavacBuilder(
    Path base, List<Path> sources, List<Path> resources, List<String> options)
    implements SourceModule.Builder {
  /** The annotation processors that a class path names. */
  private static final String PROCESSORS =
      "META-INF/services/javax.annotation.processing.Processor";

  /** The errors that a developer reads before the next attempt. */
  private static final int MOST_ERRORS = 20;

  public JavacBuilder {
    sources = List.copyOf(sources);
    resources = List.copyOf(resources);
    options = List.copyOf(options);
  }

  /** True if this process runs on a JDK, not only a JRE. */
  public static boolean isAvailable() {
    return ToolProvider.getSystemJavaCompiler() != null;
  }

  /** True if {@code javac} would run annotation processors that it finds on a class path. */
  public static boolean findsProcessors(List<Path> classPath) throws IOException {
    for (Path entry : classPath) {
      if (Files.exists(entry.resolve(PROCESSORS))) {
        return true;
      }
      if (Files.isRegularFile(entry) && entry.toString().endsWith(".jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(entry)) {
          if (Files.exists(jar.getPath(PROCESSORS))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  public void build(List<Path> classPath, Path folder) throws IOException, SourceErrors {
    for (Path root : resources) {
      DirectoryTree.copy(root, folder, JavacBuilder::isWanted);
    }
    List<Path> files = sourceFiles();
    if (!files.isEmpty()) {
      compile(files, classPath, folder);
    }
  }

  private List<Path> sourceFiles() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path root : sources) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(JavacBuilder::isWanted)
              .forEach(found::add);
        } catch (UncheckedIOException e) {
          throw e.getCause(); // a folder vanished meanwhile
        }
      }
    }
    return found;
  }

  private static boolean isWanted(Path file) {
    return !FileStates.isIgnored(file.getFileName().toString());
  }

  private void compile(List<Path> files, List<Path> classPath, Path folder)
      throws IOException, SourceErrors {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    StringWriter rest = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      manager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
      boolean isGood =
          compiler
              .getTask(
                  rest,
                  manager,
                  diagnostics,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!isGood) {
        throw new SourceErrors(errors(diagnostics, rest.toString()));
      }
    }
  }

  private String errors(DiagnosticCollector<JavaFileObject> diagnostics, String rest) {
    List<String> errors =
        diagnostics.getDiagnostics().stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .map(this::line)
            .toList();
    String first = errors.stream().limit(MOST_ERRORS).collect(Collectors.joining("\n"));
    return errors.size() > MOST_ERRORS
        ? "%s\n… and %d more errors.".formatted(first, errors.size() - MOST_ERRORS)
        : errors.isEmpty() ? rest : first;
  }

  private String line(Diagnostic<? extends JavaFileObject> error) {
    String message = error.getMessage(Locale.ROOT);
    return error.getSource() == null
        ? message
        : "%s:%d: %s"
            .formatted(
                base.relativize(Path.of(error.getSource().toUri())),
                error.getLineNumber(),
                message);
  }
}
