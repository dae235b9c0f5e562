package dev.chirp.internal.selfcontained;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.process.ForkedProcess;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.process.InvocationListener;
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
 * Runs functions in the package's JVM with their events, so that the JVM knows which classes to
 * keep ready, and proves that what it has kept is used.
 *
 * @param root the package's folder
 * @param tls whether they may speak TLS
 * @param environment of the functions, with what leads their calls to AWS elsewhere
 */
record CacheTraining(
    Path root,
    StartCommand command,
    boolean tls,
    Map<String, String> environment,
    Progress progress) {
  /** Of each event: a first answer alone would leave out what is only reached by a second. */
  private static final int ROUNDS = 5;

  /** MB, of which the bootstrap makes the heap. */
  private static final int MEMORY = 512;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** A second JVM writes the cache when the first one ends. */
  private static final Duration WRITING = Duration.ofMinutes(3);

  /**
   * Makes the cache. A function that cannot be run here is named, and left out.
   *
   * @return the others
   */
  List<Trainee> run(List<Trainee> trainees) {
    List<Trainee> willing = new ArrayList<>(trainees);
    Optional<Trainee> failed = attempt(willing);
    while (failed.isPresent()) {
      willing.remove(failed.get());
      progress.warn(
          "Function '%s' could not be run to train the AOT cache, and starts slower for it; -X shows its output."
              .formatted(failed.get().name()));
      failed = attempt(willing);
    }
    if (!Files.isRegularFile(root.resolve(StartCommand.CACHE))) {
      throw ChirpException.project("The JVM made no AOT cache; -X shows its output.");
    }
    return willing;
  }

  /** Nothing when all went well; else the one because of which it did not. */
  private Optional<Trainee> attempt(List<Trainee> trainees) {
    Lines lines = new Lines(progress);
    List<String> arguments =
        trainees.stream()
            .map(trainee -> trainee.handler() + "=" + trainee.events().size() * ROUNDS)
            .toList();
    try (ForkedProcess process = start(command.training(arguments, tls), Optional.empty())) {
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

  /** Whether the process answered them all, with whatever it was. */
  private static boolean answers(
      ForkedProcess process, Trainee trainee, int rounds, InvocationListener listener) {
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
   * Starts the first function that may be given events as Lambda will, but so that the JVM fails
   * where it cannot use the cache, and has it answer.
   */
  void prove(List<Trainee> trained) {
    trained.stream().filter(each -> !each.events().isEmpty()).findFirst().ifPresent(this::prove);
  }

  private void prove(Trainee trainee) {
    Lines lines = new Lines(progress);
    List<String> bootstrap = List.of(StartCommand.BOOTSTRAP);
    try (ForkedProcess process = start(bootstrap, Optional.of(trainee.handler()))) {
      Optional<String> failure = process.awaitStart(lines);
      if (failure.isPresent() || !answers(process, trainee, 1, lines)) {
        throw ChirpException.project(
            "Function '%s' does not start with the AOT cache that was made for it:%s"
                .formatted(trainee.name(), lines.shown()));
      }
    }
  }

  private ForkedProcess start(List<String> line, Optional<String> handler) {
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
      variables.put(LambdaJvm.TOOL_OPTIONS, "-XX:AOTMode=on"); // in place of the function's own
    }
    return ForkedProcess.start(
        new Launch(command, root, variables, TIMEOUT, ""),
        root.resolveSibling(root.getFileName() + ".log"));
  }

  /** What a process wrote. */
  private record Lines(Progress progress, List<String> all) implements InvocationListener {
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
      // It is of no interest when.
    }

    @Override
    public void started() {
      // It is of no interest when.
    }

    @Override
    public void wrote(List<String> lines) {
      all.addAll(lines);
      lines.forEach(progress::detail);
    }
  }
}
