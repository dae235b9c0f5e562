package dev.chirp.internal.core;

import java.util.Optional;

/**
 * A failure worded for the user: what was wrong with which value and, where there is a sure cure,
 * what to try. It is the only exception that leaves a package below the mojos.
 */
public final class ChirpException extends RuntimeException {
  /** Whose turn it is: Maven tells the two apart by exception type. */
  public enum Kind {
    /** The project, its configuration or its function is wrong; the user can mend it. */
    PROJECT,
    /** A call failed, or Chirp is wrong. */
    EXECUTION,
    /** There is no AWS to ask: no credentials, no region, no network. Some goals can do without. */
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

  /** A mistake in the project that has no sure cure. */
  public static ChirpException project(String problem) {
    return new ChirpException(Kind.PROJECT, problem, "", Optional.empty());
  }

  /** A mistake in the project that another failure gave away; that one is kept for {@code -X}. */
  public static ChirpException project(String problem, Throwable cause) {
    return new ChirpException(Kind.PROJECT, problem, "", Optional.of(cause));
  }

  /** A failed call or a broken machine; the cause is kept for {@code -X}. */
  public static ChirpException execution(String problem, Throwable cause) {
    return new ChirpException(Kind.EXECUTION, problem, "", Optional.of(cause));
  }

  /** There is no AWS to ask, and nobody named one. */
  public static ChirpException noAws(String problem) {
    return new ChirpException(Kind.NO_AWS, problem, "", Optional.empty());
  }

  /** There is no AWS to ask; the cause, which says where it was looked for, is for {@code -e}. */
  public static ChirpException noAws(String problem, Throwable cause) {
    return new ChirpException(Kind.NO_AWS, problem, "", Optional.of(cause));
  }

  /** The same failure with one command or POM fragment to paste. */
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

  /** What to paste; empty where no cure is sure. */
  public String suggestion() {
    return suggestion;
  }
}
