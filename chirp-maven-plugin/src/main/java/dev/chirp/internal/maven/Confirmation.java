package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import java.io.Console;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.maven.execution.MavenSession;

/**
 * Asks for confirmation before something is permanently removed.
 *
 * @param yes true if the command line already confirmed
 * @param terminal prints the question and returns the reply
 */
record Confirmation(boolean yes, Optional<UnaryOperator<String>> terminal) {
  private static final Set<String> AGREED = Set.of("y", "yes", "Y", "YES", "Yes");

  /** Asks on the terminal, unless Maven runs without one or with {@code -B}. */
  static Confirmation of(boolean yes, MavenSession session) {
    Optional<Console> console =
        session.getRequest().isInteractiveMode()
            ? Optional.ofNullable(System.console())
            : Optional.empty();
    return new Confirmation(
        yes,
        console.map(
            there -> question -> Optional.ofNullable(there.readLine("%s", question)).orElse("")));
  }

  /**
   * Returns true if the user agrees.
   *
   * @throws ChirpException if there is no terminal to ask on
   */
  boolean of(String question) {
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
