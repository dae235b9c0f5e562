package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.route.RouteAccess;
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
  private RouteAccess.Authorizers authorizers = RouteAccess.Authorizers.NONE;
  private String moduleOfAuthorizers = "";

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
      throw different("<cors>", moduleOfCors, module);
    }
    cors = settings;
    moduleOfCors = module;
  }

  /**
   * Adds the authorizers in a module's POM.
   *
   * @throws ChirpException if a module before has different ones
   */
  public synchronized void add(String module, RouteAccess.Authorizers settings) {
    if (!settings.isSet()) {
      return;
    }
    if (authorizers.isSet() && !authorizers.equals(settings)) {
      throw different("<authorizers>", moduleOfAuthorizers, module);
    }
    authorizers = settings;
    moduleOfAuthorizers = module;
  }

  private static ChirpException different(String element, String one, String other) {
    return ChirpException.project(
            "Modules '%s' and '%s' have different %s, but their functions are one API."
                .formatted(one, other, element))
        .withSuggestion("<api> in the parent POM, which both inherit");
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

  /** The settings of the API as a whole, of all modules so far. */
  public synchronized ServedCode.ApiSettings api() {
    return new ServedCode.ApiSettings(title, version, cors, authorizers);
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
