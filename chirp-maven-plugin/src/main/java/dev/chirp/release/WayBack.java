package dev.chirp.release;

import dev.chirp.core.ChirpException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which version each alias goes back to.
 *
 * @param prefix of the functions' names on Lambda
 * @param found functions that have the alias
 * @param others what is said already of functions that have none
 */
record WayBack(
    LambdaVersions versions,
    AliasName alias,
    String prefix,
    List<Found> found,
    List<String> others) {

  /** A function of the project that has the alias. */
  record Found(String functionName, Alias is) {}

  WayBack {
    found = List.copyOf(found);
    others = List.copyOf(others);
  }

  private ReleaseNotes notes() {
    return ReleaseNotes.of(found.stream().map(Found::is).toList());
  }

  /** To one version, which all have to have, and of one code. */
  RollbackPlan to(String to) {
    Map<String, VersionState> states = new LinkedHashMap<>();
    for (Found each : found) {
      versions
          .find(each.functionName(), to)
          .ifPresent(state -> states.put(each.functionName(), state));
    }
    requireOfAll(to, states);
    requireOneCode(to, states);
    List<String> lines = new ArrayList<>();
    List<AliasMove> moves = new ArrayList<>();
    for (Found each : found) {
      AliasMove move =
          move(each, Optional.ofNullable(states.get(each.functionName())).orElseThrow());
      boolean isThere = each.is().version().equals(to);
      lines.add(
          "%s, code %s"
              .formatted(isThere ? unchanged(each.functionName(), to) : line(move), move.code()));
      if (!isThere) {
        moves.add(move);
      }
    }
    lines.addAll(others);
    ReleaseNotes notes = notes();
    Optional<ReleaseId> unfinished =
        unfinished(notes, moves)
            .filter(last -> notes.of(last).stream().allMatch(is -> is.version().equals(to)));
    return new RollbackPlan(
        moves,
        lines,
        now ->
            unfinished.orElseGet(
                () -> notes.fresh(ReleaseId.Kind.ROLLBACK, now, moves.size(), ReleaseId.mark())));
  }

  private String unchanged(String function, String version) {
    return "%s  alias %s: %s, unchanged".formatted(function, alias, version);
  }

  private String line(AliasMove move) {
    return "%s  alias %s: %s".formatted(move.functionName(), alias, move);
  }

  /**
   * Versions are counted for each function by itself, so the same number may be another release.
   */
  private void requireOneCode(String to, Map<String, VersionState> states) {
    if (states.values().stream().map(VersionState::codeSha256).distinct().count() > 1) {
      throw ChirpException.project(
              "Version %s (from -Dchirp.to) is other code in each function: %s. Nothing was changed."
                  .formatted(
                      to,
                      states.entrySet().stream()
                          .map(each -> each.getKey() + " " + each.getValue().code())
                          .collect(Collectors.joining(", "))))
          .withSuggestion(
              "mvn chirp:rollback -Dchirp.alias=%s -Dchirp.to=%s -Dfunction=%s, one function after the other"
                  .formatted(alias, to, found.get(0).functionName().substring(prefix.length())));
    }
  }

  private static AliasMove move(Found found, VersionState to) {
    return new AliasMove(found.functionName(), Optional.of(found.is()), to.version(), to.code());
  }

  private void requireOfAll(String to, Map<String, VersionState> states) {
    List<String> lacking =
        found.stream().map(Found::functionName).filter(name -> !states.containsKey(name)).toList();
    if (!lacking.isEmpty()) {
      throw ChirpException.project(
              "Version %s (from -Dchirp.to) is not there of %s. %s. Nothing was changed."
                  .formatted(
                      to,
                      String.join(", ", lacking),
                      states.isEmpty()
                          ? "No function has it"
                          : "These have it: " + String.join(", ", states.keySet())))
          .withSuggestion(available(lacking.get(0)));
    }
  }

  private String available(String function) {
    List<String> all = versions.versions(function);
    return all.isEmpty()
        ? "mvn chirp:deploy -Dchirp.alias=" + alias
        : "-Dchirp.to=N with a version of %s: %s".formatted(function, String.join(", ", all));
  }

  /** To where they were before the last release; if a rollback ended half-way, the rest of it. */
  RollbackPlan back() {
    ReleaseNotes notes = notes();
    ReleaseId last = notes.newest().orElseThrow(() -> unknown(found.get(0)));
    Optional<ReleaseId> undone =
        notes.without(last).newest().filter(other -> other.itsMark().equals(last.itsMark()));
    Optional<ReleaseId> unfinished = undone.flatMap(other -> unfinished(notes, moves(other)));
    List<AliasMove> moves = moves(unfinished.isPresent() ? undone.orElseThrow() : last);
    List<String> moving = moves.stream().map(AliasMove::functionName).toList();
    List<String> lines = new ArrayList<>(moves.stream().map(this::line).toList());
    lines.addAll(others);
    for (Found each : found) {
      if (!moving.contains(each.functionName())) {
        lines.add(
            "%s  alias %s: %s stays, %s"
                .formatted(each.functionName(), alias, each.is().version(), why(each.is(), last)));
      }
    }
    if (moves.isEmpty()) {
      throw ChirpException.project(
              "Alias '%s' had no version before: %s."
                  .formatted(
                      alias,
                      found.stream()
                          .map(each -> each.functionName() + " " + each.is().version())
                          .collect(Collectors.joining(", "))))
          .withSuggestion("mvn chirp:undeploy, if all of it shall go");
    }
    return new RollbackPlan(
        moves,
        lines,
        now ->
            unfinished.orElseGet(
                () -> notes.fresh(ReleaseId.Kind.ROLLBACK, now, moves.size(), last.itsMark())));
  }

  /** The last release, if it is a rollback that these moves are missing from. */
  private static Optional<ReleaseId> unfinished(ReleaseNotes notes, List<AliasMove> rest) {
    return notes
        .newest()
        .filter(last -> last.kind() == ReleaseId.Kind.ROLLBACK && !rest.isEmpty())
        .filter(last -> notes.of(last).size() + rest.size() == last.members());
  }

  /** What undoes a release. */
  private List<AliasMove> moves(ReleaseId release) {
    List<AliasMove> moves = new ArrayList<>();
    for (Found each : found) {
      each.is()
          .note()
          .filter(note -> note.isOf(release))
          .flatMap(ReleaseNote::before)
          .ifPresent(before -> moves.add(move(each, there(each, before))));
    }
    return moves;
  }

  private static String why(Alias is, ReleaseId last) {
    if (is.isMovedSince()) {
      return "for somebody else moved it there";
    }
    if (is.note().isEmpty()) {
      return "for it does not say what it was before";
    }
    if (is.note().filter(note -> note.isOf(last)).isEmpty()) {
      return "for the last release did not move it";
    }
    return last.kind() == ReleaseId.Kind.ROLLBACK
        ? "for it is moved back already"
        : "for there was none before";
  }

  private ChirpException unknown(Found found) {
    String problem =
        found.is().isMovedSince()
            ? "Somebody else moved alias '%s' of function '%s' to version %s: what Chirp wrote into its description is of another, '%s'."
                .formatted(
                    alias, found.functionName(), found.is().version(), found.is().description())
            : "Alias '%s' of function '%s' does not say which version it had before: Chirp writes that into its description, which is '%s'."
                .formatted(alias, found.functionName(), found.is().description());
    return ChirpException.project(problem).withSuggestion(available(found.functionName()));
  }

  private VersionState there(Found found, String version) {
    return versions
        .find(found.functionName(), version)
        .orElseThrow(
            () ->
                ChirpException.project(
                        "Version %s of function '%s', which alias '%s' had before, is no longer there. Nothing was changed."
                            .formatted(version, found.functionName(), alias))
                    .withSuggestion(available(found.functionName())));
  }
}
