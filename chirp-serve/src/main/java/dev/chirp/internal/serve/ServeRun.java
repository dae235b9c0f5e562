package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.process.AwsEnvironment;
import dev.chirp.internal.process.RunDirectory;
import dev.chirp.internal.project.ProjectFunctions;
import dev.chirp.internal.serve.code.ServedCodeSource;
import dev.chirp.internal.serve.reload.GoalThread;
import dev.chirp.internal.serve.reload.PomReload;
import dev.chirp.internal.serve.reload.SourceProject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Serves a project until Ctrl-C, the key {@code q}, or an error that ends the server.
 *
 * @param begun when the project's compilation began
 * @param settings all but the variables of {@code aws}
 * @param reader reads the project again after its POMs changed
 * @param aws the AWS that functions call
 * @param thread the calling thread, which also builds with Maven
 * @param table receives the table of routes
 */
public record ServeRun(
    ServedProject project,
    Instant begun,
    ServeSettings settings,
    SourceProject.Reader reader,
    Supplier<AwsEnvironment> aws,
    GoalThread thread,
    Consumer<String> table) {
  /** The interval at which it checks that the server still answers. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /**
   * Serves the project.
   *
   * @throws ChirpException when the project cannot be served, or no longer
   */
  public void run() {
    if (project.functions().isEmpty()) {
      throw ProjectFunctions.noneIn(Optional.empty(), List.of(), "serve");
    }
    thread.begin();
    try (RunDirectory generations = generationsDirectory();
        AwsEnvironment environment = aws.get()) {
      serve(project.code(generations.path(), begun, reader), environment);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(ServedCodeSource code, AwsEnvironment environment)
      throws InterruptedException {
    try (LocalApi api = LocalApi.start(code, settings.with(environment.variables()))) {
      // Ctrl-C ends the JVM without leaving this block.
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> end(api, environment), "chirp-serve-end"));
      table.accept(api.table());
      settings.console().say("Page: " + api.url() + "/_chirp/");
      settings.console().say("Serving at " + api.url() + ", until Ctrl-C.");
      warmUp(code);
      ConsoleKeys keys = ConsoleKeys.listen(code, settings.console());
      while (api.failure().isEmpty() && !keys.isQuit()) {
        thread.serve(LOOK);
      }
      if (api.failure().isPresent()) {
        Throwable cause = api.failure().get();
        throw ChirpException.execution("The server ends: " + cause, cause)
            .withSuggestion("MAVEN_OPTS=-Xmx1g mvn chirp:serve");
      }
    }
  }

  private static void end(LocalApi api, AwsEnvironment environment) {
    api.close();
    environment.close();
  }

  private RunDirectory generationsDirectory() {
    try {
      return new RunDirectory(
          settings.directory().resolve(RunDirectory.name("chirp-serve")), "chirp-serve");
    } catch (IOException e) {
      throw ChirpException.execution("The folder for classes could not be created: " + e, e);
    }
  }

  /** Warms the compiler up while the developer looks at the routes. */
  private static void warmUp(ServedCodeSource code) {
    if (code instanceof PomReload reloading) {
      Thread warmUp = new Thread(reloading::warmUp, "chirp-serve-javac");
      warmUp.setDaemon(true);
      warmUp.start();
    }
  }
}
