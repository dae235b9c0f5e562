package dev.chirp.internal.selfcontained;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.process.FunctionProcess;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.process.LambdaEnvironment;
import dev.chirp.internal.process.LambdaJvm;
import dev.chirp.internal.process.Launch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs functions with their events in the package's JVM, which records the classes for the AOT
 * cache, and then proves that the cache works.
 *
 * @param root the package's folder
 * @param tls whether the functions may use TLS
 * @param environment of the functions, including settings that redirect their calls to AWS
 */
record CacheTraining(
    Path root,
    StartCommand command,
    boolean tls,
    Map<String, String> environment,
    Progress progress) {
  /** Invocations per event. Some code is reached only after the first response. */
  private static final int ROUNDS = 5;

  /** The memory in MB, from which the bootstrap computes the heap. */
  private static final int MEMORY = 512;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** The time limit for writing the cache, which a second JVM does when the first one ends. */
  private static final Duration WRITING = Duration.ofMinutes(3);

  /**
   * Creates the cache. Warns about functions that cannot run here, and leaves them out.
   *
   * @return the functions that ran
   */
  List<Trainee> run(List<Trainee> trainees) {
    List<Trainee> willing = new ArrayList<>(trainees);
    Optional<Trainee> failed = attempt(willing);
    while (failed.isPresent()) {
      willing.remove(failed.get());
      progress.warn(
          "Function '%s' failed during the training of the AOT cache, so it will start slower; -X shows its output."
              .formatted(failed.get().name()));
      failed = attempt(willing);
    }
    if (!Files.isRegularFile(root.resolve(StartCommand.CACHE))) {
      throw ChirpException.project("The JVM did not create an AOT cache; -X shows its output.");
    }
    return willing;
  }

  /** Trains the functions. Returns the function that failed, if any. */
  private Optional<Trainee> attempt(List<Trainee> trainees) {
    Lines lines = new Lines(progress);
    List<String> arguments =
        trainees.stream()
            .map(trainee -> trainee.handler() + "=" + trainee.events().size() * ROUNDS)
            .toList();
    try (FunctionProcess process = start(command.training(arguments, tls), Optional.empty())) {
      for (Trainee trainee : trainees) {
        if (!answers(process, trainee, ROUNDS, lines)) {
          return Optional.of(lines.stoppedAt(trainees).orElse(trainee));
        }
      }
      OptionalInt status = process.awaitEnd(WRITING, lines);
      Optional<Trainee> stopped = lines.stoppedAt(trainees);
      if (stopped.isEmpty() && !status.equals(OptionalInt.of(0))) {
        throw ChirpException.project(
            "The training of the AOT cache %s; -X shows its output."
                .formatted(
                    status.isPresent()
                        ? "ended with status " + status.getAsInt()
                        : "did not end in " + WRITING.toMinutes() + " minutes"));
      }
      return stopped;
    }
  }

  /** Returns whether the process responded to all events, with any result. */
  private static boolean answers(
      FunctionProcess process, Trainee trainee, int rounds, FunctionProcess.Listener listener) {
    for (int round = 0; round < rounds; round++) {
      for (byte[] event : trainee.events()) {
        InvocationResult outcome =
            process.invoke(
                InvocationEvent.of(trainee.name(), new String(event, StandardCharsets.UTF_8)),
                listener);
        if (!outcome.replied()) {
          listener.wrote(List.of(outcome.payload()));
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Starts the first function that has events as Lambda does, but with a JVM that fails if it
   * cannot use the cache, and invokes it.
   */
  void prove(List<Trainee> trained) {
    trained.stream().filter(each -> !each.events().isEmpty()).findFirst().ifPresent(this::prove);
  }

  private void prove(Trainee trainee) {
    Lines lines = new Lines(progress);
    List<String> bootstrap = List.of(StartCommand.BOOTSTRAP);
    try (FunctionProcess process = start(bootstrap, Optional.of(trainee.handler()))) {
      Optional<String> failure = process.awaitStart(lines);
      if (failure.isPresent() || !answers(process, trainee, 1, lines)) {
        throw ChirpException.project(
            "Function '%s' does not start with its AOT cache:%s"
                .formatted(trainee.name(), lines.shown()));
      }
    }
  }

  private FunctionProcess start(List<String> line, Optional<String> handler) {
    List<String> command = new ArrayList<>(line);
    command.set(0, root.resolve(line.get(0)).toAbsolutePath().toString());
    Map<String, String> variables =
        new LambdaEnvironment(
                "training",
                "$LATEST",
                handler.orElse(""),
                "provided.al2023",
                MEMORY,
                LambdaEnvironment.region(environment),
                "training",
                root.toAbsolutePath())
            .inSandbox(environment, environment);
    if (handler.isPresent()) {
      variables.put(LambdaJvm.TOOL_OPTIONS, "-XX:AOTMode=on"); // replaces the function's own value
    }
    return FunctionProcess.start(
        new Launch(command, root, variables, TIMEOUT, ""),
        root.resolveSibling(root.getFileName() + ".log"));
  }

  /** The output of a process. */
  private record Lines(Progress progress, List<String> all) implements FunctionProcess.Listener {
    private static final int SHOWN = 20;

    Lines(Progress progress) {
      this(progress, new ArrayList<>());
    }

    Optional<Trainee> stoppedAt(List<Trainee> trainees) {
      return trainees.stream()
          .filter(
              trainee -> all.contains(dev.chirp.internal.loop.Training.STOPPED + trainee.handler()))
          .findFirst();
    }

    String shown() {
      StringBuilder text = new StringBuilder();
      all.stream()
          .skip(Math.max(0, all.size() - SHOWN))
          .forEach(line -> text.append("\n  ").append(line));
      return text.toString();
    }

    @Override
    public void initializing() {
      // The time of the init phase does not matter here.
    }

    @Override
    public void started() {
      // The start of the handler does not matter here.
    }

    @Override
    public void wrote(List<String> lines) {
      all.addAll(lines);
      lines.forEach(progress::detail);
    }
  }
}
