package dev.chirp.internal.deploy;

/** Ends the deploy of one function early, with its outcome. */
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
