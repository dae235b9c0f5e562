package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.project.ModuleFunction;
import dev.chirp.internal.project.ProjectFunction;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutionException;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The functions of all modules of a build. Two modules cannot have the same function, because one
 * would replace the other on Lambda. To find such a clash before a goal changes anything, Maven
 * compiles and scans the later modules first.
 *
 * <p>With {@code -T}, Maven itself is working on those modules at that time. Then a module is
 * compared only with the modules that have already been scanned.
 *
 * @param plugin whose goal {@code scan} runs in the other modules
 */
record ModuleFunctions(LifecycleExecutor lifecycle, MavenSession session, PluginDescriptor plugin) {
  /** Records the functions of a module. */
  void add(MavenProject module, String prefix, Collection<ProjectFunction> functions) {
    scanned()
        .put(
            module.getId(),
            functions.stream()
                .map(each -> new ModuleFunction(module.getArtifactId(), prefix + each.name(), each))
                .toList());
  }

  /**
   * Fails if two modules would deploy the same function.
   *
   * @param deploy decides which modules deploy: all of them for a typed goal, otherwise those whose
   *     POM binds it
   * @param wanted the only function to deploy
   */
  void requireDistinct(MojoExecution deploy, Optional<String> wanted) {
    scanOthers(deploy);
    ModuleFunction.clash(entries(deploy), wanted)
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /** Fails if two modules have the function, because it would run twice. */
  void requireOne(MojoExecution execution, String name) {
    scanOthers(execution);
    ModuleFunction.ambiguity(entries(execution), name, execution.getGoal())
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /** A function that an earlier module also has. */
  Optional<ChirpException> clash(MavenProject module) {
    List<ModuleFunction> soFar =
        session.getProjects().stream()
            .limit(session.getProjects().indexOf(module) + 1L)
            .flatMap(each -> scanned().getOrDefault(each.getId(), List.of()).stream())
            .toList();
    Set<String> own =
        scanned().getOrDefault(module.getId(), List.of()).stream()
            .map(ModuleFunction::lambdaName)
            .collect(Collectors.toSet());
    return ModuleFunction.clash(
        soFar.stream().filter(each -> own.contains(each.lambdaName())).toList(), Optional.empty());
  }

  /** Fails if an earlier module also has a function of this one. */
  void requireNew(MavenProject module) {
    clash(module)
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /** In Maven's order, so that the message names the first module first. */
  private List<ModuleFunction> entries(MojoExecution execution) {
    return session.getProjects().stream()
        .filter(each -> each.equals(session.getCurrentProject()) || runs(each, execution))
        .map(module -> scanned().getOrDefault(module.getId(), List.of()))
        .flatMap(List::stream)
        .toList();
  }

  private void scanOthers(MojoExecution execution) {
    if (session.getProjects().size() == 1 || session.isParallel()) {
      return;
    }
    MavenProject current = session.getCurrentProject();
    Set<MavenProject> needed = neededFor(execution);
    List<MavenProject> others =
        session.getProjects().stream()
            .filter(module -> !module.getPackaging().equals("pom"))
            .filter(module -> !scanned().containsKey(module.getId()))
            .filter(needed::contains)
            .toList();
    try {
      for (MavenProject module : others) {
        session.setCurrentProject(module);
        scan(module, execution);
      }
    } finally {
      session.setCurrentProject(current);
    }
  }

  /**
   * The modules that run the goal, with their dependencies, as far as Maven has not yet built them.
   */
  private Set<MavenProject> neededFor(MojoExecution execution) {
    List<MavenProject> unbuilt =
        session
            .getProjects()
            .subList(
                session.getProjects().indexOf(session.getCurrentProject()),
                session.getProjects().size());
    Set<MavenProject> needed = new HashSet<>();
    for (MavenProject module : session.getProjects()) {
      if (runs(module, execution)) {
        needed.add(module);
        session.getProjectDependencyGraph().getUpstreamProjects(module, true).stream()
            .filter(unbuilt::contains)
            .forEach(needed::add);
      }
    }
    return needed;
  }

  private boolean runs(MavenProject module, MojoExecution execution) {
    return execution.getSource() == MojoExecution.Source.CLI
        || executions(module).anyMatch(bound -> bound.getGoals().contains(execution.getGoal()));
  }

  private Stream<PluginExecution> executions(MavenProject module) {
    return Optional.ofNullable(module.getPlugin(plugin.getPluginLookupKey())).stream()
        .map(Plugin::getExecutions)
        .flatMap(List::stream);
  }

  /** Runs the goal in the session's current project, as {@code @Execute(goal = "scan")} would. */
  private void scan(MavenProject module, MojoExecution asked) {
    MojoDescriptor goal = new MojoDescriptor();
    goal.setPluginDescriptor(plugin);
    goal.setGoal("scan-modules");
    goal.setExecuteGoal("scan");
    MojoExecution execution = new MojoExecution(goal, "chirp-scan");
    try {
      lifecycle.calculateForkedExecutions(execution, session);
      execution.getForkedExecutions().values().stream()
          .flatMap(List::stream)
          .filter(forked -> forked.getGoal().equals("scan"))
          .forEach(forked -> configure(forked, module, asked));
      lifecycle.executeForkedExecutions(execution, session);
    } catch (LifecycleExecutionException e) {
      throw CompileFailure.ofGoal(e).orElseGet(() -> CompileFailure.of(module.getArtifactId(), e));
    } catch (Exception e) { // Maven declares a dozen checked exceptions
      throw ChirpException.execution(
          "Module '%s' could not be scanned for functions: %s"
              .formatted(module.getArtifactId(), e.getMessage()),
          e);
    }
  }

  /** Applies the POM's configuration of the calling goal's execution to the scan. */
  private void configure(MojoExecution scan, MavenProject module, MojoExecution asked) {
    executions(module)
        .filter(
            each ->
                asked.getSource() == MojoExecution.Source.CLI
                    ? each.getId().equals(asked.getExecutionId())
                    : each.getGoals().contains(asked.getGoal()))
        .map(PluginExecution::getConfiguration)
        .filter(Xpp3Dom.class::isInstance)
        .map(Xpp3Dom.class::cast)
        .forEach(
            own ->
                scan.setConfiguration(
                    Xpp3Dom.mergeXpp3Dom(known(own, scan), scan.getConfiguration())));
  }

  private static Xpp3Dom known(Xpp3Dom own, MojoExecution scan) {
    Xpp3Dom known = new Xpp3Dom("configuration");
    for (Xpp3Dom parameter : own.getChildren()) {
      if (scan.getMojoDescriptor().getParameterMap().containsKey(parameter.getName())) {
        known.addChild(new Xpp3Dom(parameter));
      }
    }
    return known;
  }

  /** The scanned functions by module id. */
  private record ScannedModules(Map<String, List<ModuleFunction>> byModule) {}

  private Map<String, List<ModuleFunction>> scanned() {
    return new BuildState(session, plugin)
        .get("scanned", ScannedModules.class, new ScannedModules(new ConcurrentHashMap<>()))
        .byModule();
  }
}
