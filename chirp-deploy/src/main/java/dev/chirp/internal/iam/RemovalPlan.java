package dev.chirp.internal.iam;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.ConcurrentModificationException;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** The steps that remove role and policy. Printing the plan changes nothing. */
public final class RemovalPlan {
  /** The time that IAM gets to notice that a policy is no longer attached. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Aws aws;
  private final List<Step> steps;
  private final List<String> notes;

  /**
   * One call that removes something.
   *
   * @param action as IAM spells it
   * @param what the user reads about it
   */
  record Step(String action, String what, Runnable call) {}

  RemovalPlan(Aws aws, List<Step> steps, List<String> notes) {
    this.aws = aws;
    this.steps = List.copyOf(steps);
    this.notes = List.copyOf(notes);
  }

  /** Returns whether there is nothing to remove. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Returns one line for each thing to remove. */
  public List<String> lines() {
    return steps.stream().map(step -> "- " + step.what()).toList();
  }

  /** Returns what stays, each with the reason. */
  public List<String> notes() {
    return notes;
  }

  /**
   * Removes everything in the plan. Something that is already gone is not a failure.
   *
   * @param gate says when nothing more may start
   * @throws ChirpException if a step failed or was not tried; no later step is tried either
   */
  public void apply(Progress progress, StartGate gate) {
    for (Step step : steps) {
      if (!gate.isOpen()) {
        throw ChirpException.project(
            "Did not try to remove %s, because of %s.".formatted(step.what(), gate.reason()));
      }
      BoundedWait wait = new BoundedWait(gate.over(aws.time()), LIMIT, BoundedWait.STEPS);
      Optional<Boolean> gone =
          wait.forAnswer(() -> gate.isOpen() ? attempt(step) : Optional.of(false));
      if (gone.filter(done -> !done).isPresent()) {
        throw ChirpException.project(
            "IAM still used %s, and it was not removed, because of %s."
                .formatted(step.what(), gate.reason()));
      }
      if (gone.isEmpty()) {
        call(step);
      }
      progress.say("Removed: " + step.what() + ".");
    }
  }

  private Optional<Boolean> attempt(Step step) {
    try {
      return Optional.of(call(step));
    } catch (ChirpException e) {
      if (e.getCause() instanceof DeleteConflictException
          || e.getCause() instanceof ConcurrentModificationException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Boolean call(Step step) {
    return aws.call(
        step.action(),
        step.what(),
        () -> {
          try {
            step.call().run();
            return true;
          } catch (NoSuchEntityException ignored) {
            // Someone else deleted it first, or the response to the first attempt was lost.
            return true;
          }
        });
  }
}
