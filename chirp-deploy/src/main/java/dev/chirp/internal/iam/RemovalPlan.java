package dev.chirp.internal.iam;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.ConcurrentModificationException;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** What is to be taken away of role and policy. Printing it changes nothing. */
public final class RemovalPlan {
  /** Until IAM has noticed that a policy is no longer attached. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Aws aws;
  private final List<Step> steps;
  private final List<String> notes;

  /**
   * One call.
   *
   * @param action as IAM spells it
   * @param what is taken away, as the user reads it
   */
  record Step(String action, String what, Runnable call) {}

  RemovalPlan(Aws aws, List<Step> steps, List<String> notes) {
    this.aws = aws;
    this.steps = List.copyOf(steps);
    this.notes = List.copyOf(notes);
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** One line for each thing that goes. */
  public List<String> lines() {
    return steps.stream().map(step -> "- " + step.what()).toList();
  }

  /** What stays, and why. */
  public List<String> notes() {
    return notes;
  }

  /** Takes it away; what is gone already is no failure. */
  public void apply(Progress progress) {
    for (Step step : steps) {
      BoundedWait wait = new BoundedWait(aws.time(), LIMIT, BoundedWait.STEPS);
      if (wait.forAnswer(() -> attempt(step)).isEmpty()) {
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
            // Somebody else was faster, or the answer to the first try was lost.
            return true;
          }
        });
  }
}
