package dev.chirp.runtime;

import java.util.Optional;

/**
 * A local run that could not begin: no such event, an event that is not JSON, a class that is no
 * function.
 *
 * <p>The message is the problem and, where there is a cure, a second line {@code Try: …}.
 */
public final class LocalInvocationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String suggestion;

  /**
   * A failure with a cure.
   *
   * @param problem what is wrong, in a sentence or two
   * @param suggestion a command or a piece of code to paste; empty when no cure is sure
   */
  public LocalInvocationException(String problem, String suggestion) {
    super(suggestion.isEmpty() ? problem : problem + System.lineSeparator() + "Try: " + suggestion);
    this.problem = problem;
    this.suggestion = suggestion;
  }

  /**
   * A failure that another one caused.
   *
   * @param problem what is wrong, in a sentence or two
   * @param suggestion a command or a piece of code to paste; empty when no cure is sure
   * @param cause the failure behind it
   */
  public LocalInvocationException(String problem, String suggestion, Throwable cause) {
    this(problem, suggestion);
    initCause(cause);
  }

  /** What is wrong, in one sentence or two. */
  public String problem() {
    return problem;
  }

  /** A command or a piece of code to paste, when there is a sure cure. */
  public Optional<String> suggestion() {
    return suggestion.isEmpty() ? Optional.empty() : Optional.of(suggestion);
  }
}
