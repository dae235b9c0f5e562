package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.serve.ServedProject;
import dev.chirp.internal.serve.reload.SourceProject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.maven.Maven;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.DefaultRepositoryCache;

/**
 * Runs the build of this goal again, in the same JVM, so that Maven reads the POMs and resolves
 * dependencies anew. In the repeated build, the goal hands over what it found.
 */
record RepeatedBuild(Maven maven, MavenSession session, MojoExecution execution, Log log) {
  /** The key of the request's data where the repeated build puts what it found. */
  private static final String FOUND = "chirp.found";

  /**
   * Hands the project over, if this build is a repeated one.
   *
   * @return false in a build that a user started
   */
  boolean take(ServedProject project) {
    return session.getRequest().getData().replace(FOUND, project) != null;
  }

  /**
   * Reads and compiles the project.
   *
   * @throws ChirpException with Maven's reason
   */
  SourceProject read() throws InterruptedException {
    log.info("Maven reads the project again.");
    MavenExecutionRequest request = copy(session.getRequest());
    request.setGoals(goals());
    request.setStartTime(Date.from(Instant.now()));
    request.setExecutionListener(new AbstractExecutionListener());
    request.setRepositoryCache(new DefaultRepositoryCache()); // the old one has the parents' POMs
    request.getData().put(FOUND, "");
    MavenExecutionResult result = inThread(request);
    if (result.hasExceptions()) {
      Throwable reason = result.getExceptions().get(0);
      throw CompileFailure.ofGoal(reason)
          .orElseGet(() -> ChirpException.project(String.valueOf(reason.getMessage()), reason));
    }
    if (request.getData().get(FOUND) instanceof ServedProject project) {
      return project.sources(request.getStartTime().toInstant());
    }
    // The POM names another version of the plugin, or Maven 4 loaded its classes a second time.
    throw ChirpException.project("The POM changed, and this chirp:serve cannot go on with it.")
        .withSuggestion("undo the change, or Ctrl-C and mvn chirp:serve");
  }

  /** Copies also what Maven's own method leaves out. Maven 3 has no root and top directory. */
  private static MavenExecutionRequest copy(MavenExecutionRequest from) {
    MavenExecutionRequest copy = DefaultMavenExecutionRequest.copy(from);
    copy.setMultiModuleProjectDirectory(from.getMultiModuleProjectDirectory());
    copy.setDegreeOfConcurrency(from.getDegreeOfConcurrency());
    for (String name : List.of("RootDirectory", "TopDirectory")) {
      try {
        Object path = MavenExecutionRequest.class.getMethod("get" + name).invoke(from);
        MavenExecutionRequest.class.getMethod("set" + name, Path.class).invoke(copy, path);
      } catch (ReflectiveOperationException ignored) {
        // Maven 3, or Maven 4 in a folder without a root
      }
    }
    return copy;
  }

  /** The goals of the command line that serve, or all if a phase includes this one. */
  private List<String> goals() {
    return execution.getSource() == MojoExecution.Source.CLI
        ? session.getGoals().stream()
            .filter(goal -> goal.replaceFirst("@.*", "").endsWith(":serve"))
            .toList()
        : session.getGoals();
  }

  /** Maven keeps its session with the thread, and the goal's thread has another one. */
  private MavenExecutionResult inThread(MavenExecutionRequest request) throws InterruptedException {
    FutureTask<MavenExecutionResult> build = new FutureTask<>(() -> maven.execute(request));
    Thread thread = new Thread(build, "chirp-serve-maven");
    thread.setContextClassLoader(maven.getClass().getClassLoader());
    thread.setDaemon(true);
    thread.start();
    try {
      return build.get();
    } catch (ExecutionException e) {
      throw ChirpException.execution("Maven could not read the project: " + e.getCause(), e);
    }
  }
}
