package dev.chirp.internal.core;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Asks for confirmation before something is permanently removed.
 *
 * @param yes true if the command line already confirmed
 * @param terminal prints the question and returns the reply
 */
public record Confirmation(boolean yes, Optional<UnaryOperator<String>> terminal) {
  private static final Set<String> AGREED = Set.of("y", "yes", "Y", "YES", "Yes");

  /**
   * Asks on the terminal, if there is one.
   *
   * @param interactive false if the user wants no questions
   */
  public static Confirmation of(boolean yes, boolean interactive) {
    return new Confirmation(
        yes,
        Optional.of(interactive)
            .filter(asked -> asked)
            .flatMap(asked -> Terminal.console())
            .map(
                there ->
                    question -> Optional.ofNullable(there.readLine("%s", question)).orElse("")));
  }

  /**
   * Returns true if the user agrees.
   *
   * @throws ChirpException if there is no terminal to ask on
   */
  public boolean of(String question) {
    if (yes) {
      return true;
    }
    String typed =
        terminal
            .orElseThrow(
                () ->
                    ChirpException.project(
                            "%s There is no terminal to ask on. Nothing was removed."
                                .formatted(question))
                        .withSuggestion("the same command with -Dchirp.yes"))
            .apply(question + " [y/N] ");
    return AGREED.contains(typed.strip());
  }
}
