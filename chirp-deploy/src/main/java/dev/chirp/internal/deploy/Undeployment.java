package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Ownership;
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
 * Takes away what deploys have made: functions and their log groups, if they carry this project's
 * tags. What is gone already is no failure, and one failure hides no other.
 */
public record Undeployment(Aws aws, Ownership ownership, Progress progress) {
  /** A function that is pending or being updated is busy for so long. */
  private static final Duration BUSY_LIMIT = Duration.ofSeconds(60);

  /**
   * Looks, and changes nothing.
   *
   * @param prefix of the functions' names
   * @param only one function's name, without the prefix
   */
  public UndeployPlan plan(String prefix, Optional<String> only) {
    return new UndeployScan(aws, ownership).run(prefix, only.map(name -> prefix + name));
  }

  /**
   * For a function that was named.
   *
   * @param lambdaName with the prefix
   * @throws ChirpException when it is not there, nor its log group
   */
  public void requireFound(UndeployPlan plan, String lambdaName) {
    if (plan.items().isEmpty() && plan.failures().isEmpty()) {
      throw ChirpException.project(
              "There is no function '%s' in %s, and no log group of it."
                  .formatted(lambdaName, aws.region()))
          .withSuggestion(
              "mvn chirp:undeploy -Dchirp.dryRun%s, which lists what there is"
                  .formatted(aws.settings().flags()));
    }
  }

  /**
   * For a dry run.
   *
   * @throws ChirpException when something could not even be read
   */
  public static void requireRead(UndeployPlan plan) {
    check("Not all could be read:", plan.failures());
  }

  /**
   * Removes what the plan says.
   *
   * @throws ChirpException when something could not be removed, after all else was
   */
  public void apply(UndeployPlan plan) {
    List<ChirpException> failures = new ArrayList<>(plan.failures());
    Set<String> stillThere = new HashSet<>();
    // Functions first: one that still runs would make its log group anew.
    for (UndeployItem item : plan.removals()) {
      if (item.kind() == UndeployItem.Kind.LOG_GROUP && stillThere.contains(item.function())) {
        progress.warn("Left " + item.described() + ", because its function is still there.");
        continue;
      }
      try {
        remove(item);
        progress.say("Removed " + item.described() + ".");
      } catch (ChirpException e) {
        failures.add(e);
        stillThere.add(item.function());
        progress.warn(e.problem(), e);
      }
    }
    check("Not all could be removed:", failures);
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

  private void remove(UndeployItem item) {
    switch (item.kind()) {
      case FUNCTION -> removeFunction(item);
      case LOG_GROUP -> removeGroup(item);
    }
  }

  private void removeFunction(UndeployItem item) {
    BoundedWait wait = new BoundedWait(aws.time(), BUSY_LIMIT, BoundedWait.STEPS);
    Optional<Boolean> gone =
        wait.forAnswer(
            () -> aws.call("lambda:DeleteFunction", item.described(), () -> deleted(item.name())));
    if (gone.isEmpty()) {
      throw ChirpException.project(
          "Lambda was busy with %s for %d s; it was not removed."
              .formatted(item.described(), BUSY_LIMIT.toSeconds()));
    }
  }

  /** Empty while Lambda is busy with it. */
  private Optional<Boolean> deleted(String name) {
    try {
      aws.lambda().deleteFunction(request -> request.functionName(name));
      return Optional.of(true);
    } catch (ResourceNotFoundException ignored) {
      return Optional.of(true); // somebody else was faster
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
            // somebody else was faster
          }
          return true;
        });
  }
}
