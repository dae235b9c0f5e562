package dev.chirp.internal.release;

import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.AliasName;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/** The release notes of a project's aliases. */
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

  /** Returns the last release. */
  Optional<ReleaseId> newest() {
    return notes.stream().map(ReleaseNote::release).max(Comparator.comparing(ReleaseId::id));
  }

  /** Returns the notes of aliases that the release moved and no one has moved since. */
  List<ReleaseNote> of(ReleaseId release) {
    return notes.stream().filter(is -> is.isOf(release)).toList();
  }

  /** Returns the notes of all other aliases. */
  ReleaseNotes without(ReleaseId release) {
    return new ReleaseNotes(notes.stream().filter(is -> !is.isOf(release)).toList());
  }

  /** Returns whether the release ended before all its aliases were moved. */
  boolean isHalf(ReleaseId release) {
    return of(release).size() < release.members();
  }

  /**
   * Returns the id for a deploy's moves. If the last release ended halfway and these moves complete
   * it, its id is reused, so that one rollback undoes both halves.
   */
  ReleaseId forDeploy(Instant now, List<AliasMove> moves) {
    return newest()
        .filter(last -> last.kind() == ReleaseId.Kind.RELEASE && isHalf(last))
        .filter(last -> !moves.isEmpty())
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

  /** Returns a new id that sorts after all others, even if this machine's clock is wrong. */
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
