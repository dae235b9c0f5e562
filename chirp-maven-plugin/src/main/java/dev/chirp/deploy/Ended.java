package dev.chirp.deploy;

/** Ends the deploy of one function early, with its outcome. */
final class Ended extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Outcome outcome;

  Ended(Outcome outcome) {
    super(outcome.reason(), null, false, false);
    this.outcome = outcome;
  }

  Outcome outcome() {
    return outcome;
  }
}
