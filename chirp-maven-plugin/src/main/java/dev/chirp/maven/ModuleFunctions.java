package dev.chirp.maven;

import dev.chirp.core.ChirpException;
import dev.chirp.project.HandlerKind;
import dev.chirp.project.ProjectFunction;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutionException;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * The functions of all modules of a build. Two modules cannot have the same function: on Lambda,
 * one would replace the other. So that a goal finds out before it changes anything, it has Maven
 * compile and scan the modules that come after its own.
 *
 * <p>With {@code -T} Maven itself works on those modules meanwhile. There a module is compared with
 * the modules that have been scanned before it.
 *
 * @param plugin whose goal {@code scan} runs in the other modules
 */
record ModuleFunctions(LifecycleExecutor lifecycle, MavenSession session, PluginDescriptor plugin) {
  private static final int LONGEST_NAME = 64;

  /** One function of one module. */
  record ModuleFunction(String module, String lambdaName, ProjectFunction function) {
    String name() {
      return function.name();
    }

    /** The entry of the POM that gives it another name. */
    private String renaming() {
      String name = module.replaceAll("[^A-Za-z0-9]", "_") + "_" + name();
      int longest = LONGEST_NAME - (lambdaName.length() - name().length());
      String handler =
          function.kind() == HandlerKind.METHOD ? function.handler() : function.className();
      return "<function><name>%s</name><handler>%s</handler></function> in <functions> of module '%s'"
          .formatted(name.length() > longest ? name() + "_2" : name, handler, module);
    }
  }

  /** Remembers what a module has. */
  void add(MavenProject module, String prefix, Collection<ProjectFunction> functions) {
    scanned()
        .put(
            module.getId(),
            functions.stream()
                .map(each -> new ModuleFunction(module.getArtifactId(), prefix + each.name(), each))
                .toList());
  }

  /**
   * Refuses to go on when two modules would deploy the same function.
   *
   * @param deploy which modules deploy: all if it was typed, else those whose POM binds it
   * @param wanted the only function that is deployed
   */
  void requireDistinct(MojoExecution deploy, Optional<String> wanted) {
    scanOthers(deploy);
    clash(entries(), wanted)
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /** Refuses to run a function that two modules have: it would run twice. */
  void requireOne(MojoExecution execution, String name) {
    scanOthers(execution);
    ambiguity(entries(), name, execution.getGoal())
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /** What is wrong with the modules that have been scanned by now. */
  Optional<ChirpException> clash() {
    return clash(entries(), Optional.empty());
  }

  static Optional<ChirpException> clash(List<ModuleFunction> entries, Optional<String> wanted) {
    return pair(entries, ModuleFunction::lambdaName, wanted)
        .map(
            pair ->
                ChirpException.project(
                        "Modules '%s' and '%s' both have the function '%s', but Lambda can have only one of that name."
                            .formatted(
                                pair.get(0).module(),
                                pair.get(1).module(),
                                pair.get(1).lambdaName()))
                    .withSuggestion(pair.get(1).renaming()));
  }

  static Optional<ChirpException> ambiguity(
      List<ModuleFunction> entries, String name, String goal) {
    return pair(entries, ModuleFunction::name, Optional.of(name))
        .map(
            pair ->
                ChirpException.project(
                        "Modules '%s' and '%s' both have a function '%s' (from -Dfunction)."
                            .formatted(pair.get(0).module(), pair.get(1).module(), name))
                    .withSuggestion(
                        "mvn chirp:%s -Dfunction=%s -pl :%s"
                            .formatted(goal, name, pair.get(1).module())));
  }

  private static Optional<List<ModuleFunction>> pair(
      List<ModuleFunction> entries, Function<ModuleFunction, String> key, Optional<String> wanted) {
    Map<String, ModuleFunction> first = new HashMap<>();
    for (ModuleFunction entry : entries) {
      if (wanted.isEmpty() || wanted.get().equals(entry.name())) {
        ModuleFunction other = first.putIfAbsent(key.apply(entry), entry);
        if (other != null) {
          return Optional.of(List.of(other, entry));
        }
      }
    }
    return Optional.empty();
  }

  /** In Maven's order, so that the message names the module first that comes first. */
  private List<ModuleFunction> entries() {
    return session.getProjects().stream()
        .map(module -> scanned().getOrDefault(module.getId(), List.of()))
        .flatMap(List::stream)
        .toList();
  }

  private void scanOthers(MojoExecution execution) {
    if (session.getProjects().size() == 1 || session.isParallel()) {
      return;
    }
    List<MavenProject> others =
        session.getProjects().stream()
            .filter(module -> !module.getPackaging().equals("pom"))
            .filter(module -> !scanned().containsKey(module.getId()))
            .filter(module -> runs(module, execution))
            .toList();
    MavenProject current = session.getCurrentProject();
    try {
      for (MavenProject module : others) {
        session.setCurrentProject(module);
        scan(module);
      }
    } finally {
      session.setCurrentProject(current);
    }
  }

  private boolean runs(MavenProject module, MojoExecution execution) {
    return execution.getSource() == MojoExecution.Source.CLI
        || Optional.ofNullable(module.getPlugin(plugin.getPluginLookupKey())).stream()
            .map(Plugin::getExecutions)
            .flatMap(List::stream)
            .anyMatch(bound -> bound.getGoals().contains(execution.getGoal()));
  }

  /** As {@code @Execute(goal = "scan")} would, in the session's current project. */
  private void scan(MavenProject module) {
    MojoDescriptor goal = new MojoDescriptor();
    goal.setPluginDescriptor(plugin);
    goal.setGoal("scan-modules");
    goal.setExecuteGoal("scan");
    MojoExecution execution = new MojoExecution(goal, "chirp-scan");
    try {
      lifecycle.calculateForkedExecutions(execution, session);
      lifecycle.executeForkedExecutions(execution, session);
    } catch (LifecycleExecutionException e) {
      throw told(e).orElseGet(() -> CompileFailure.of(module.getArtifactId(), e));
    } catch (Exception e) { // Maven's calculation declares a dozen of its own
      throw ChirpException.execution(
          "Module '%s' could not be scanned for functions: %s"
              .formatted(module.getArtifactId(), e.getMessage()),
          e);
    }
  }

  /** The failure that the goal in the other module has worded for the user. */
  private static Optional<ChirpException> told(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      for (Throwable suppressed : each.getSuppressed()) {
        if (suppressed instanceof ChirpException failure) {
          return Optional.of(failure);
        }
      }
    }
    return Optional.empty();
  }

  /** By the module's id. */
  private record ScannedModules(Map<String, List<ModuleFunction>> byModule) {}

  private Map<String, List<ModuleFunction>> scanned() {
    return new BuildState(session, plugin)
        .get("scanned", ScannedModules.class, () -> new ScannedModules(new ConcurrentHashMap<>()))
        .byModule();
  }
}
