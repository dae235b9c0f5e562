package dev.chirp.sandbox.lambda.run.invoker;

/** Why a handler cannot be run here. */
final class HandlerProblem extends Exception {
  private static final long serialVersionUID = 1L;

  HandlerProblem(String message) {
    super(message);
  }
}
