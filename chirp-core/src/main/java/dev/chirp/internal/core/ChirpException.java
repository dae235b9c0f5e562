package dev.chirp.internal.core;

import java.util.Optional;

/**
 * A failure worded for the user: what was wrong with which value and, if there is a sure fix, what
 * to try. Packages below the mojos throw no other exception to their callers.
 */
public final class ChirpException extends RuntimeException {
  /** The kind of a failure. Maven shows a user's mistake and a bug as different exception types. */
  public enum Kind {
    /** The project, its configuration or its function is wrong. The user can fix it. */
    PROJECT,
    /** A call failed, or Chirp has a bug. */
    EXECUTION,
    /**
     * AWS cannot be reached: no credentials, no region or no network. Some goals can do without.
     */
    NO_AWS
  }

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String problem;
  private final String suggestion;

  private ChirpException(Kind kind, String problem, String suggestion, Optional<Throwable> cause) {
    super(problem);
    cause.ifPresent(this::initCause);
    this.kind = kind;
    this.problem = problem;
    this.suggestion = suggestion;
  }

  /** A mistake in the project without a sure fix. */
  public static ChirpException project(String problem) {
    return new ChirpException(Kind.PROJECT, problem, "", Optional.empty());
  }

  /**
   * A mistake in the project that showed as another failure. Maven prints that failure with {@code
   * -X}.
   */
  public static ChirpException project(String problem, Throwable cause) {
    return new ChirpException(Kind.PROJECT, problem, "", Optional.of(cause));
  }

  /** A failed call or a broken machine. Maven prints the cause with {@code -X}. */
  public static ChirpException execution(String problem, Throwable cause) {
    return new ChirpException(Kind.EXECUTION, problem, "", Optional.of(cause));
  }

  /** AWS cannot be reached, such as without credentials or offline. */
  public static ChirpException noAws(String problem) {
    return new ChirpException(Kind.NO_AWS, problem, "", Optional.empty());
  }

  /**
   * AWS cannot be reached. Maven prints the cause, which lists the places that were searched, with
   * {@code -e}.
   */
  public static ChirpException noAws(String problem, Throwable cause) {
    return new ChirpException(Kind.NO_AWS, problem, "", Optional.of(cause));
  }

  /** A copy with a suggestion: one command or POM fragment to paste. */
  public ChirpException withSuggestion(String text) {
    return new ChirpException(kind, problem, text, Optional.ofNullable(getCause()));
  }

  /** Problem and suggestion, as Maven prints them. */
  @Override
  public String getMessage() {
    return suggestion.isEmpty() ? problem : problem + "\nTry: " + suggestion;
  }

  public Kind kind() {
    return kind;
  }

  /** The sentence that says what was wrong, without the suggestion. */
  public String problem() {
    return problem;
  }

  /** The command or POM fragment to paste; empty if no fix is sure. */
  public String suggestion() {
    return suggestion;
  }
}
