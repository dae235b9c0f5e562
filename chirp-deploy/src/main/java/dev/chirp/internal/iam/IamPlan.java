package dev.chirp.internal.iam;

import dev.chirp.internal.core.ChirpException;
import java.util.ArrayList;
import java.util.List;

/** The changes that bring role and policy up to date. Printing the plan changes nothing. */
public final class IamPlan {
  private final List<IamChange> changes;
  private final List<Refused> refused;
  private final List<String> notes;
  private final List<String> warnings;

  /**
   * Changes that are refused because someone else created the resource.
   *
   * @param what such as {@code role 'chirp-prod'}
   * @param maker who created it, in words
   */
  record Refused(String what, String maker, List<IamChange> changes) {}

  IamPlan(
      List<IamChange> changes, List<Refused> refused, List<String> notes, List<String> warnings) {
    this.changes = List.copyOf(changes);
    this.refused = List.copyOf(refused);
    this.notes = List.copyOf(notes);
    this.warnings = List.copyOf(warnings);
  }

  /** Returns whether role and policy are up to date. */
  public boolean isEmpty() {
    return changes.isEmpty() && refused.isEmpty();
  }

  /** The lines that show all changes, including refused ones. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    changes.forEach(change -> lines.addAll(change.lines()));
    refused.forEach(one -> one.changes().forEach(change -> lines.addAll(change.lines())));
    return lines;
  }

  /** Differences that Chirp leaves alone, each with the reason. */
  public List<String> notes() {
    return notes;
  }

  /** Differences that Chirp leaves alone although they are risky. */
  public List<String> warnings() {
    return warnings;
  }

  List<IamChange> changes() {
    return changes;
  }

  /**
   * Stops before Chirp changes something that someone else created.
   *
   * @param changed whether this run has already changed something
   * @throws ChirpException if the plan contains such a change
   */
  void requireOurs(String roleName, String policyName, boolean changed) {
    if (refused.isEmpty()) {
      return;
    }
    Refused first = refused.get(0);
    throw ChirpException.project(
            "%s was created by %s and would change as shown; -Dchirp.adopt takes it over. Nothing %swas changed."
                .formatted(capitalized(first.what()), first.maker(), changed ? "more " : ""))
        .withSuggestion(
            "-Dchirp.roleName=%s-2 -Dchirp.policyName=%s-2".formatted(roleName, policyName));
  }

  private static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
