package dev.chirp.internal.deploy;

/** Stops the deploy of one function early, with an outcome. */
final class DeployStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient DeployOutcome outcome;

  DeployStopped(DeployOutcome outcome) {
    super(outcome.reason(), null, false, false);
    this.outcome = outcome;
  }

  DeployOutcome outcome() {
    return outcome;
  }
}
