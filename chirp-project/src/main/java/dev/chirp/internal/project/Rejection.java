package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;

/**
 * A class that implements a handler interface, or an entry of the POM, that is not a function.
 *
 * @param function the name it would have
 * @param problem a sentence without the function's name
 * @param suggestion what to paste; empty where no cure is sure
 */
record Rejection(
    String function, String className, Weight weight, String problem, String suggestion) {

  /** The goals that a rejected class stops. */
  enum Weight {
    /** Those that ask for it by name: the class is not public, which may be forgotten. */
    HIDDEN,
    /** Those that ask for it by name: nothing else says that it is meant to be a function. */
    SILENT,
    /** Those that ask for it by name; the others go on with a warning. */
    WARNING,
    /** Those that ask for it by name, and those that pack or deploy all functions. */
    ERROR
  }

  /**
   * The failure of a goal that cannot go on without it.
   *
   * @param from what asked for it; empty for a goal that wants all functions
   */
  ChirpException failure(String from) {
    String asked = from.isEmpty() ? "" : " (from " + from + ")";
    return ChirpException.project("Function '%s'%s: %s".formatted(function, asked, problem))
        .withSuggestion(suggestion);
  }

  String warning() {
    return "Not a function: " + problem;
  }
}
