package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Removes functions and log groups that carry this project's tags. Something that is already gone
 * is not a failure, and one failure does not stop the rest.
 */
public record Undeployment(Aws aws, Ownership ownership, Progress progress) {
  /** The time that a pending or updating function gets to finish. */
  private static final Duration BUSY_LIMIT = Duration.ofSeconds(60);

  /**
   * Plans the undeploy. Changes nothing.
   *
   * @param prefix of the functions' names
   * @param only one function's name, without the prefix
   */
  public UndeployPlan plan(String prefix, Optional<String> only) {
    return new UndeployScan(aws, ownership).run(prefix, only.map(name -> prefix + name));
  }

  /**
   * Fails if the requested function was not found.
   *
   * @param lambdaName with the prefix
   * @throws ChirpException if neither the function nor its log group exists
   */
  public void requireFound(UndeployPlan plan, String lambdaName) {
    if (plan.items().isEmpty() && plan.failures().isEmpty()) {
      throw ChirpException.project(
              "Function '%s' does not exist in %s, nor does its log group."
                  .formatted(lambdaName, aws.region()))
          .withSuggestion(
              "mvn chirp:undeploy -Dchirp.dryRun%s, which lists what exists"
                  .formatted(aws.settings().flags()));
    }
  }

  /**
   * Fails if something could not be read, so that a dry run is not misleading.
   *
   * @throws ChirpException with all failures
   */
  public static void requireRead(UndeployPlan plan) {
    check("Some things could not be read:", plan.failures());
  }

  /**
   * Removes what the plan lists.
   *
   * @param gate says when nothing more may start
   * @throws ChirpException after everything else was removed, if something could not be
   */
  public void apply(UndeployPlan plan, StartGate gate) {
    List<ChirpException> failures = new ArrayList<>(plan.failures());
    Set<String> stillThere = new HashSet<>();
    // Functions come first: one that still runs would create its log group again.
    for (UndeployItem item : plan.removals()) {
      if (item.kind() == UndeployItem.Kind.LOG_GROUP && stillThere.contains(item.function())) {
        progress.warn("Left " + item.described() + ", because its function is still there.");
        continue;
      }
      if (!gate.isOpen()) {
        failures.add(notTried(item, gate));
        continue;
      }
      try {
        remove(item, gate);
        progress.say("Removed " + item.described() + ".");
      } catch (ChirpException e) {
        gate.notice(e);
        failures.add(e);
        stillThere.add(item.function());
        progress.warn(e.problem(), e);
      }
    }
    check("Some things could not be removed:", failures);
  }

  private static void check(String what, List<ChirpException> failures) {
    if (failures.isEmpty()) {
      return;
    }
    throw ChirpException.execution(
            what
                + "\n"
                + failures.stream()
                    .map(failure -> "  " + failure.problem())
                    .collect(Collectors.joining("\n")),
            failures.get(0))
        .withSuggestion(
            failures.stream()
                .map(ChirpException::suggestion)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("mvn chirp:undeploy"));
  }

  private static ChirpException notTried(UndeployItem item, StartGate gate) {
    return ChirpException.project(
        "Did not try to remove %s, because of %s.".formatted(item.described(), gate.reason()));
  }

  private void remove(UndeployItem item, StartGate gate) {
    switch (item.kind()) {
      case FUNCTION -> removeFunction(item, gate);
      case LOG_GROUP -> removeGroup(item);
    }
  }

  private void removeFunction(UndeployItem item, StartGate gate) {
    BoundedWait wait = new BoundedWait(gate.over(aws.time()), BUSY_LIMIT, BoundedWait.STEPS);
    Optional<Boolean> gone =
        wait.forAnswer(
            () ->
                gate.isOpen()
                    ? aws.call(
                        "lambda:DeleteFunction", item.described(), () -> deleted(item.name()))
                    : Optional.of(false));
    if (gone.filter(done -> !done).isPresent()) {
      throw ChirpException.project(
          "Lambda was busy with %s, and it was not removed, because of %s."
              .formatted(item.described(), gate.reason()));
    }
    if (gone.isEmpty()) {
      throw ChirpException.project(
          "Lambda was busy with %s for %d s; it was not removed."
              .formatted(item.described(), BUSY_LIMIT.toSeconds()));
    }
  }

  /** Deletes the function. Empty while Lambda is busy with it. */
  private Optional<Boolean> deleted(String name) {
    try {
      aws.lambda().deleteFunction(request -> request.functionName(name));
      return Optional.of(true);
    } catch (ResourceNotFoundException ignored) {
      return Optional.of(true); // someone else deleted it first
    } catch (ResourceConflictException ignored) {
      return Optional.empty();
    }
  }

  private void removeGroup(UndeployItem item) {
    aws.call(
        "logs:DeleteLogGroup",
        item.described(),
        () -> {
          try {
            aws.logs().deleteLogGroup(request -> request.logGroupName(item.name()));
          } catch (
              software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException
                  ignored) {
            // someone else deleted it first
          }
          return true;
        });
  }
}
