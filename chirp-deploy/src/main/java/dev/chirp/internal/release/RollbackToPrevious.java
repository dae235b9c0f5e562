package dev.chirp.internal.release;

import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plans the way back to each alias's previous version.
 *
 * @param found functions that have the alias
 * @param others the lines for functions without it
 */
record RollbackToPrevious(
    LambdaVersions versions, AliasName alias, List<AliasedFunction> found, List<String> others) {

  /** A function of the project that has the alias. */
  record AliasedFunction(String functionName, Alias is) {}

  RollbackToPrevious {
    found = List.copyOf(found);
    others = List.copyOf(others);
  }

  ReleaseNotes notes() {
    return ReleaseNotes.of(found.stream().map(AliasedFunction::is).toList());
  }

  String line(AliasMove move) {
    return "%s  alias %s: %s".formatted(move.functionName(), alias, move);
  }

  static AliasMove move(AliasedFunction found, VersionState to) {
    return new AliasMove(found.functionName(), Optional.of(found.is()), to.version(), to.code());
  }

  String available(String function) {
    List<String> all = versions.versions(function);
    return all.isEmpty()
        ? "mvn chirp:deploy -Dchirp.alias=" + alias
        : "-Dchirp.to=N with a version of %s: %s".formatted(function, String.join(", ", all));
  }

  /**
   * Returns the plan that undoes the last release, or completes an unfinished rollback.
   *
   * @param other the id of a release that may have moved no aliases
   */
  RollbackPlan back(Optional<String> other) {
    ReleaseNotes notes = notes();
    ReleaseId last = notes.newest().orElseThrow(() -> unknown(found.get(0)));
    Optional<String> later = other.filter(id -> id.compareTo(last.id()) > 0);
    return later.isPresent() ? staying(notes, later.get()) : back(notes, last);
  }

  /** The plan that undoes a release without aliases. */
  private RollbackPlan staying(ReleaseNotes notes, String undone) {
    return new RollbackPlan(
        List.of(),
        found.stream()
            .map(
                each ->
                    "%s  alias %s: %s stays, because the last release did not move it"
                        .formatted(each.functionName(), alias, each.is().version()))
            .toList(),
        now -> notes.fresh(ReleaseId.Kind.ROLLBACK, now, 0, ReleaseId.mark()),
        Optional.of(undone));
  }

  private RollbackPlan back(ReleaseNotes notes, ReleaseId last) {
    Optional<ReleaseId> undone =
        notes.without(last).newest().filter(other -> other.itsMark().equals(last.itsMark()));
    Optional<ReleaseId> unfinished = undone.flatMap(other -> unfinished(notes, moves(other)));
    ReleaseId back = unfinished.isPresent() ? undone.orElseThrow() : last;
    List<AliasMove> moves = moves(back);
    List<String> moving = moves.stream().map(AliasMove::functionName).toList();
    List<String> lines = new ArrayList<>(moves.stream().map(this::line).toList());
    lines.addAll(others);
    for (AliasedFunction each : found) {
      if (!moving.contains(each.functionName())) {
        lines.add(
            "%s  alias %s: %s stays, %s"
                .formatted(each.functionName(), alias, each.is().version(), why(each.is(), last)));
      }
    }
    if (moves.isEmpty()) {
      throw ChirpException.project(
              "Alias '%s' has no previous version: %s."
                  .formatted(
                      alias,
                      found.stream()
                          .map(each -> each.functionName() + " " + each.is().version())
                          .collect(Collectors.joining(", "))))
          .withSuggestion("mvn chirp:undeploy, to remove everything");
    }
    return new RollbackPlan(
        moves,
        lines,
        now ->
            unfinished.orElseGet(
                () -> notes.fresh(ReleaseId.Kind.ROLLBACK, now, moves.size(), last.itsMark())),
        Optional.of(back.id()));
  }

  /** Returns the last release, if it is a rollback that these moves complete. */
  static Optional<ReleaseId> unfinished(ReleaseNotes notes, List<AliasMove> rest) {
    return notes
        .newest()
        .filter(last -> last.kind() == ReleaseId.Kind.ROLLBACK && !rest.isEmpty())
        .filter(last -> notes.of(last).size() + rest.size() == last.members());
  }

  /** Returns the moves that undo a release. */
  private List<AliasMove> moves(ReleaseId release) {
    List<AliasMove> moves = new ArrayList<>();
    for (AliasedFunction each : found) {
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
      return "because someone else moved it there";
    }
    if (is.note().isEmpty()) {
      return "because its previous version is unknown";
    }
    if (is.note().filter(note -> note.isOf(last)).isEmpty()) {
      return "because the last release did not move it";
    }
    return last.kind() == ReleaseId.Kind.ROLLBACK
        ? "because it is already moved back"
        : "because it has no previous version";
  }

  private ChirpException unknown(AliasedFunction found) {
    String problem =
        found.is().isMovedSince()
            ? "Someone else moved alias '%s' of function '%s' to version %s: Chirp's note in its description is for another version, '%s'."
                .formatted(
                    alias, found.functionName(), found.is().version(), found.is().description())
            : "The previous version of alias '%s' of function '%s' is unknown: Chirp's note is missing from its description, '%s'."
                .formatted(alias, found.functionName(), found.is().description());
    return ChirpException.project(problem).withSuggestion(available(found.functionName()));
  }

  private VersionState there(AliasedFunction found, String version) {
    return versions
        .find(found.functionName(), version)
        .orElseThrow(
            () ->
                ChirpException.project(
                        "Version %s of function '%s', the previous version of alias '%s', no longer exists. Nothing was changed."
                            .formatted(version, found.functionName(), alias))
                    .withSuggestion(available(found.functionName())));
  }
}
