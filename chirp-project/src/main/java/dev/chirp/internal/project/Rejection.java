package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;

/**
 * A class that implements a handler interface, or an entry in the POM, but is not a function.
 *
 * @param function the name it would have
 * @param problem a sentence without the function's name
 * @param suggestion what to paste; empty if the remedy is uncertain
 */
record Rejection(
    String function, String className, Weight weight, String problem, String suggestion) {

  /** The goals that a rejected class stops. A goal that requests it by name always stops. */
  enum Weight {
    /** Only goals that request it by name: the class is not public, perhaps by mistake. */
    HIDDEN,
    /** Only goals that request it by name: nothing else shows that it should be a function. */
    SILENT,
    /** Only goals that request it by name; other goals print a warning. */
    WARNING,
    /** Goals that request it by name, and goals that pack or deploy all functions. */
    ERROR
  }

  /**
   * Returns the error for a goal that needs it.
   *
   * @param from the setting that requests it; empty for a goal that needs all functions
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
