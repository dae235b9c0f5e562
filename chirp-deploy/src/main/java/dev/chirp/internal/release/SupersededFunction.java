package dev.chirp.internal.release;

/** Someone else changed the function after this deploy proved it, so it is not published. */
final class SupersededFunction extends RuntimeException {
  static final String HINT = "find out who else deploys; mvn chirp:deploy again";

  private static final long serialVersionUID = 1L;

  private final String problem;

  SupersededFunction(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  String problem() {
    return problem;
  }
}
