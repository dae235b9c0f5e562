package dev.chirp.internal.core;

/**
 * The result of a deploy for the project's HTTP API.
 *
 * @param name as API Gateway shows it
 * @param id empty if it was not created
 * @param url empty if it was not created
 * @param outcome the same words as for functions
 * @param change such as {@code 3 changes}; empty if there was none
 * @param proof how the API was proved, or why not; empty if it was not changed
 * @param problem why the API is not up to date; empty if it is
 * @param hint what to do; may be empty
 */
public record DeployedApi(
    String name,
    String id,
    String url,
    Outcome outcome,
    String change,
    String proof,
    String problem,
    String hint) {

  /** The possible results. */
  public enum Outcome {
    CREATED,
    UPDATED,
    UNCHANGED,
    /** API Gateway refused the change, or the changed API did not answer. */
    FAILED,
    /** Chirp did not try. */
    SKIPPED
  }

  /** True if the API is up to date. */
  public boolean isSuccess() {
    return problem.isEmpty();
  }
}
