package dev.chirp.internal.maven;

import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Build;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * Chooses the module that a project-wide goal runs in: the one whose POM configures this plugin. So
 * the goal has the same settings and sandbox whether Maven was started at the root or in the
 * module. A goal without a project runs at the root only.
 *
 * @param project that Maven runs the goal in
 */
record HomeModule(
    LifecycleExecutor lifecycle,
    BuildPluginManager plugins,
    MavenSession session,
    MavenProject project,
    PluginDescriptor plugin) {
  /** The owner of resources that were created without a project. */
  private static final String NO_PROJECT = "none";

  Ownership owner() {
    return owner(project);
  }

  /** The owner of the resources that a project creates. */
  static Ownership owner(MavenProject project) {
    return new Ownership(
        project.getFile() == null
            ? NO_PROJECT
            : project.getGroupId() + ":" + project.getArtifactId());
  }

  /**
   * Runs the goal in its modules, with their parameters.
   *
   * @return false if the goal belongs to this module
   */
  boolean runsElsewhere(String goal) {
    List<MavenProject> homes = homes(session, plugin);
    if (homes.isEmpty() || homes.contains(project)) {
      return false;
    }
    try {
      for (MavenProject home : homes) {
        session.setCurrentProject(home);
        runIn(goal);
      }
    } finally {
      session.setCurrentProject(project);
    }
    return true;
  }

  /** Modules that configure the plugin themselves, or otherwise modules that inherit it. */
  static List<MavenProject> homes(MavenSession session, PluginDescriptor plugin) {
    String key = plugin.getPluginLookupKey();
    List<MavenProject> saying = modules(session, module -> saysSo(module, key));
    return saying.isEmpty() ? modules(session, module -> module.getPlugin(key) != null) : saying;
  }

  private static List<MavenProject> modules(
      MavenSession session, Predicate<MavenProject> accepted) {
    return session.getProjects().stream()
        .filter(module -> !module.getPackaging().equals("pom"))
        .filter(accepted)
        .toList();
  }

  private static boolean saysSo(MavenProject module, String key) {
    return Optional.ofNullable(module.getOriginalModel().getBuild())
        .map(Build::getPluginsAsMap)
        .filter(named -> named.containsKey(key))
        .isPresent();
  }

  private void runIn(String goal) {
    String task = plugin.getId() + ":" + goal;
    try {
      for (MojoExecution execution :
          lifecycle.calculateExecutionPlan(session, task).getMojoExecutions()) {
        plugins.executeMojo(session, execution);
      }
    } catch (MojoFailureException e) {
      throw ChirpException.project(String.valueOf(e.getMessage()), e);
    } catch (MojoExecutionException e) {
      throw CompileFailure.ofGoal(e).orElseGet(() -> failed(task, e));
    } catch (Exception e) { // Maven declares a dozen checked exceptions
      throw failed(task, e);
    }
  }

  private static ChirpException failed(String task, Exception cause) {
    return ChirpException.execution(
        "The goal %s could not be run: %s".formatted(task, cause.getMessage()), cause);
  }
}
