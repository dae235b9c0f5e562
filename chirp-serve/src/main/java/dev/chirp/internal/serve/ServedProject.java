package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.internal.serve.openapi.OpenApiDocument;
import dev.chirp.internal.serve.reload.PomReload;
import dev.chirp.internal.serve.reload.SourceModule;
import dev.chirp.internal.serve.reload.SourceProject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The modules of a project, added one after the other, whose functions are one API. Thread-safe.
 */
public final class ServedProject {
  private final List<String> modules = new ArrayList<>();
  private final List<ServedFunction> functions = new ArrayList<>();
  private final List<ServedFunction> fixed = new ArrayList<>();
  private final List<SourceModule> sources = new ArrayList<>();
  private final Set<Path> poms = new LinkedHashSet<>();
  private String title = "";
  private String version = "";
  private CorsSettings cors = CorsSettings.NONE;
  private String moduleOfCors = "";

  /** Counts a module that has been added, or has nothing to add. Returns how many there are now. */
  public synchronized int count(String module) {
    modules.add(module);
    return modules.size();
  }

  /** Adds functions as they are now. */
  public synchronized void add(List<ServedFunction> module) {
    functions.addAll(module);
  }

  /** Adds functions that no edit changes, such as those of a zip that another plugin built. */
  public synchronized void addFixed(List<ServedFunction> module) {
    functions.addAll(module);
    fixed.addAll(module);
  }

  /** Adds what a module is built from. */
  public synchronized void add(SourceModule module) {
    sources.add(module);
  }

  /** Adds the files that a module's settings come from. */
  public synchronized void addPoms(List<Path> files) {
    poms.addAll(files);
  }

  /** Sets the name and version of the whole project. */
  public synchronized void describe(OpenApiDocument.Info project) {
    title = project.title();
    version = project.version();
  }

  /**
   * Adds the CORS settings in a module's POM.
   *
   * @throws ChirpException if a module before has different ones
   */
  public synchronized void add(String module, CorsSettings settings) {
    if (!settings.isSet()) {
      return;
    }
    if (cors.isSet() && !cors.equals(settings)) {
      throw ChirpException.project(
              "Modules '%s' and '%s' have different <cors>, but their functions are one API."
                  .formatted(moduleOfCors, module))
          .withSuggestion("<api> in the parent POM, which both inherit");
    }
    cors = settings;
    moduleOfCors = module;
  }

  /** The functions of all modules so far. */
  public synchronized List<ServedFunction> functions() {
    return List.copyOf(functions);
  }

  /**
   * The sources, POMs and settings of all modules.
   *
   * @param begun when the compilation began
   */
  public synchronized SourceProject sources(Instant begun) {
    return new SourceProject(sources, fixed, List.copyOf(poms), api(), begun);
  }

  private synchronized ServedCode.ApiSettings api() {
    return new ServedCode.ApiSettings(title, version, cors);
  }

  /**
   * The code. It is built again after an edit if a module has sources.
   *
   * @param generations an existing folder for the classes
   * @param begun when the compilation began
   * @param reader reads the project again after its POMs changed
   */
  synchronized ServedCodeSource code(Path generations, Instant begun, SourceProject.Reader reader) {
    if (sources.isEmpty()) {
      return ServedCodeSource.CompiledProject.of(functions, api());
    }
    try {
      return new PomReload(sources(begun), reader, generations);
    } catch (IOException e) {
      throw ChirpException.execution("The compiled classes could not be copied: " + e, e);
    }
  }
}
