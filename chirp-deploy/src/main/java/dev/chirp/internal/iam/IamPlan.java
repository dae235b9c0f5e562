package dev.chirp.internal.iam;

import dev.chirp.internal.core.ChirpException;
import java.util.ArrayList;
import java.util.List;

/** What is to be done so that role and policy are as they shall be. Printing it changes nothing. */
public final class IamPlan {
  private final List<IamChange> changes;
  private final List<Refused> refused;
  private final List<String> notes;
  private final List<String> warnings;

  /**
   * Changes to what somebody else made.
   *
   * @param what such as {@code role 'chirp-prod'}
   * @param maker who made it, in words
   */
  record Refused(String what, String maker, List<IamChange> changes) {}

  IamPlan(
      List<IamChange> changes, List<Refused> refused, List<String> notes, List<String> warnings) {
    this.changes = List.copyOf(changes);
    this.refused = List.copyOf(refused);
    this.notes = List.copyOf(notes);
    this.warnings = List.copyOf(warnings);
  }

  /** Whether all is as it shall be. */
  public boolean isEmpty() {
    return changes.isEmpty() && refused.isEmpty();
  }

  /** The difference, those changes included that would be refused. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    changes.forEach(change -> lines.addAll(change.lines()));
    refused.forEach(one -> one.changes().forEach(change -> lines.addAll(change.lines())));
    return lines;
  }

  /** What is left as it is, and why. */
  public List<String> notes() {
    return notes;
  }

  /** What is left as it is, and is unwise. */
  public List<String> warnings() {
    return warnings;
  }

  List<IamChange> changes() {
    return changes;
  }

  /**
   * Stops before something is touched that somebody else made.
   *
   * @param changed whether this run has changed something before
   * @throws ChirpException when the plan would
   */
  void requireOurs(String roleName, String policyName, boolean changed) {
    if (refused.isEmpty()) {
      return;
    }
    Refused first = refused.get(0);
    throw ChirpException.project(
            "%s was made by %s and would have to change as shown; -Dchirp.adopt takes it over. Nothing %swas changed."
                .formatted(capitalized(first.what()), first.maker(), changed ? "more " : ""))
        .withSuggestion(
            "-Dchirp.roleName=%s-2 -Dchirp.policyName=%s-2".formatted(roleName, policyName));
  }

  private static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
