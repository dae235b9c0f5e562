package dev.chirp.internal.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.apigatewayv2.model.Stage;

/**
 * The description of a stage, which is written with the switch itself. It says how to go back.
 *
 * @param before the deployment that clients saw before; empty if there was none
 * @param release the id of the release that the switch belongs to; empty without aliases
 */
record StageNote(Optional<String> before, Optional<String> release) {
  private static final Pattern FORM =
      Pattern.compile("chirp: before (?<before>\\S+), release (?<release>\\S+)");

  private static final String NONE = "none";

  /** Returns the note of a stage. Empty if someone else described it. */
  static Optional<StageNote> of(Stage stage) {
    Matcher form = FORM.matcher(Optional.ofNullable(stage.description()).orElse(""));
    return form.matches()
        ? Optional.of(new StageNote(given(form.group("before")), given(form.group("release"))))
        : Optional.empty();
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(is -> !is.equals(NONE));
  }

  @Override
  public String toString() {
    return "chirp: before %s, release %s".formatted(before.orElse(NONE), release.orElse(NONE));
  }
}
