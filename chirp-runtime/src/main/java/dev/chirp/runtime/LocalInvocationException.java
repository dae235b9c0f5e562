package dev.chirp.runtime;

import java.util.Optional;

/**
 * A local run that could not start: the event file is missing or is not JSON, or the class is not a
 * function.
 *
 * <p>The message is the problem and, if there is a sure fix, a second line {@code Try: …}.
 */
public final class LocalInvocationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The message without the second line. */
  private final String problem;

  /** The text to paste; empty when no fix is sure. */
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

  /**
   * The problem, in one or two sentences.
   *
   * @return the message without the second line
   */
  public String problem() {
    return problem;
  }

  /** {@return a command or a piece of code to paste, if there is a sure fix} */
  public Optional<String> suggestion() {
    return suggestion.isEmpty() ? Optional.empty() : Optional.of(suggestion);
  }
}
