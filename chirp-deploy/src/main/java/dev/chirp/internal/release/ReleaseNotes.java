package dev.chirp.internal.release;

import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.AliasName;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/** What the aliases of a project say of how they were moved last. */
record ReleaseNotes(List<ReleaseNote> notes) {
  ReleaseNotes {
    notes = List.copyOf(notes);
  }

  static ReleaseNotes of(Collection<Alias> aliases) {
    return new ReleaseNotes(aliases.stream().flatMap(alias -> alias.note().stream()).toList());
  }

  static ReleaseNotes read(LambdaVersions versions, AliasName alias, List<String> functions) {
    try (Workers workers = new Workers()) {
      List<Future<Optional<Alias>>> read =
          functions.stream().map(each -> workers.start(() -> versions.alias(each, alias))).toList();
      return of(Workers.all(read).stream().flatMap(Optional::stream).toList());
    }
  }

  /** The last release. */
  Optional<ReleaseId> newest() {
    return notes.stream().map(ReleaseNote::release).max(Comparator.comparing(ReleaseId::id));
  }

  /** Those that the release has moved and nobody has moved since. */
  List<ReleaseNote> of(ReleaseId release) {
    return notes.stream().filter(is -> is.isOf(release)).toList();
  }

  /** Those that it has not moved, or that somebody has moved since. */
  ReleaseNotes without(ReleaseId release) {
    return new ReleaseNotes(notes.stream().filter(is -> !is.isOf(release)).toList());
  }

  /** Whether the release ended before all were moved. */
  boolean isHalf(ReleaseId release) {
    return of(release).size() < release.members();
  }

  /**
   * What the moves of a deploy are to be known by: the name of the last release, if that ended
   * half-way and these moves are the rest of it, so that one rollback undoes both halves. Else a
   * new name.
   */
  ReleaseId forDeploy(Instant now, List<AliasMove> moves) {
    return newest()
        .filter(last -> last.kind() == ReleaseId.Kind.RELEASE && isHalf(last))
        .filter(last -> moves.stream().allMatch(move -> isRest(move, last)))
        .map(last -> last.withMembers(Math.max(last.members(), of(last).size() + moves.size())))
        .orElseGet(() -> fresh(ReleaseId.Kind.RELEASE, now, moves.size(), ReleaseId.mark()));
  }

  private boolean isRest(AliasMove move, ReleaseId release) {
    boolean isMovedAlready =
        move.is().flatMap(Alias::note).filter(is -> is.isOf(release)).isPresent();
    return !isMovedAlready
        && of(release).stream().anyMatch(moved -> moved.code().equals(move.code()));
  }

  /** A new name, which sorts after all others however wrong the clock of a machine is. */
  ReleaseId fresh(ReleaseId.Kind kind, Instant now, int members, String mark) {
    Instant begun =
        notes.stream()
            .flatMap(is -> is.release().begun().stream())
            .map(other -> other.plusMillis(1))
            .filter(next -> next.isAfter(now))
            .max(Comparator.naturalOrder())
            .orElse(now);
    return ReleaseId.at(kind, begun, members, mark);
  }
}
