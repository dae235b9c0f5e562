package dev.chirp.selfcontained;

import dev.chirp.core.ChirpException;
import dev.chirp.core.Progress;
import dev.chirp.process.Event;
import dev.chirp.process.ForkedProcess;
import dev.chirp.process.InvocationListener;
import dev.chirp.process.Launch;
import dev.chirp.process.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Runs functions in the package's JVM with their events, so that the JVM knows which classes to
 * keep ready, and proves that what it has kept is used.
 *
 * @param root the package's folder
 * @param tls whether they may speak TLS
 * @param environment of the functions, with what leads their calls to AWS elsewhere
 */
record Training(
    Path root,
    StartCommand command,
    boolean tls,
    Map<String, String> environment,
    Progress progress) {
  /** Of each event: a first answer alone would leave out what is only reached by a second. */
  private static final int ROUNDS = 5;

  /**
   * Of Lambda's variables, those that functions read.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Variables</a>
   */
  private static final Map<String, String> LAMBDAS =
      Map.of(
          "AWS_EXECUTION_ENV", "AWS_Lambda_provided.al2023",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
          "AWS_LAMBDA_FUNCTION_NAME", "training",
          "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
          "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
          "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/training",
          "AWS_LAMBDA_LOG_STREAM_NAME", "training",
          "LANG", "en_US.UTF-8",
          "TZ", ":UTC");

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** A second JVM writes the cache when the first one ends. */
  private static final Duration WRITING = Duration.ofMinutes(3);

  /** What the process says of a handler that cannot be made, before it ends. */
  private static final String STOPPED = "Stopped at ";

  /** Makes the cache. A function that cannot be run here is named, and left out. */
  void run(List<Trainee> trainees) {
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
    willing.stream()
        .filter(trainee -> !trainee.events().isEmpty())
        .findFirst()
        .ifPresent(this::prove);
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
        Outcome outcome =
            process.invoke(
                new Event(
                    UUID.randomUUID().toString(),
                    "arn:aws:lambda:us-east-1:000000000000:function:" + trainee.name(),
                    new String(event, StandardCharsets.UTF_8)),
                listener);
        if (!process.isAlive()) {
          listener.wrote(List.of(outcome.payload()));
          return false;
        }
      }
    }
    return true;
  }

  /** A start that would rather fail than do without the cache. */
  private void prove(Trainee trainee) {
    Lines lines = new Lines(progress);
    try (ForkedProcess process = start(command.trial(), Optional.of(trainee.handler()))) {
      if (!answers(process, trainee, 1, lines)) {
        throw ChirpException.project(
            "Function '%s' does not start with the AOT cache that was made for it:%s"
                .formatted(trainee.name(), lines.shown()));
      }
    }
  }

  private ForkedProcess start(List<String> line, Optional<String> handler) {
    List<String> command = new ArrayList<>(line);
    command.set(0, root.resolve(line.get(0)).toAbsolutePath().toString());
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(LAMBDAS);
    variables.put("LAMBDA_TASK_ROOT", root.toAbsolutePath().toString());
    Optional.ofNullable(System.getenv("PATH")).ifPresent(path -> variables.put("PATH", path));
    handler.ifPresent(name -> variables.put("_HANDLER", name));
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
          .filter(trainee -> all.contains(STOPPED + trainee.handler()))
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
