package dev.chirp.internal.release;

import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Release.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Moves aliases together, one after the other. If one cannot be moved, those before it are moved
 * back; what cannot be moved back either is said, with the version it means.
 */
final class AliasMoves {
  private final LambdaVersions versions;
  private final AliasName alias;
  private final Progress progress;
  private final Supplier<String> stop;
  private final List<Tried> tried = new ArrayList<>();

  /** A move that was begun, and what the alias's description says if it was done here. */
  private record Tried(AliasMove move, String note) {
    boolean isDone(Alias now) {
      return now.version().equals(move.version()) && now.description().equals(note);
    }
  }

  /**
   * For one run.
   *
   * @param stop says why no further move may begin; empty while it may
   */
  AliasMoves(LambdaVersions versions, AliasName alias, Progress progress, Supplier<String> stop) {
    this.versions = versions;
    this.alias = alias;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Makes all moves, or none.
   *
   * @param release goes into the aliases' descriptions
   * @return how each ended, by function
   */
  Map<String, AliasEnd> run(List<AliasMove> moves, ReleaseId release) {
    Map<String, AliasEnd> ends = new LinkedHashMap<>();
    ReleaseId together = release;
    for (AliasMove move : moves) {
      String why = stop.get();
      if (!why.isEmpty()) {
        progress.warn("%s: the aliases stay, or are moved back.".formatted(why));
        return none(moves, "because of " + why, Optional.empty());
      }
      try {
        together = made(move, together);
        ends.put(move.functionName(), AliasEnd.moved());
        progress.step(
            "%s: alias %s %s".formatted(move.functionName(), alias, move),
            "Moved %d of %d aliases".formatted(tried.size(), moves.size()));
      } catch (ChirpException e) {
        progress.warn(
            "%s: alias '%s' could not be moved; moving the others back."
                .formatted(move.functionName(), alias),
            e);
        return none(
            moves,
            "because that of '%s' could not be moved".formatted(move.functionName()),
            Optional.of(e));
      }
    }
    return ends;
  }

  /** What the next moves are known by: another's release of the same, if that was here first. */
  private ReleaseId made(AliasMove move, ReleaseId release) {
    Tried now = new Tried(move, ReleaseNote.of(release, move).toString());
    tried.add(now); // before it is tried: the answer may be lost
    try {
      if (move.is().isEmpty()) {
        versions.createAlias(move.functionName(), alias, move.version(), now.note());
      } else {
        versions.updateAlias(move.functionName(), move.is().get(), move.version(), now.note());
      }
      return release;
    } catch (ChirpException e) {
      // What is there decides: the answer may be lost, or another may have done it.
      Alias is =
          Optional.of(e)
              .filter(AliasMoves::mayBeDone)
              .flatMap(ignored -> versions.alias(move.functionName(), alias))
              .filter(found -> found.version().equals(move.version()))
              .filter(found -> found.weights().isEmpty())
              .orElseThrow(() -> e);
      return is.note()
          .filter(note -> note.code().equals(move.code()))
          .map(ReleaseNote::release)
          .filter(others -> others.kind() == release.kind())
          .orElse(release);
    }
  }

  /** The SDK's second try meets what the first did. */
  private static boolean mayBeDone(ChirpException e) {
    return AwsRefusal.isUnsure(e)
        || AwsRefusal.is(e, "PreconditionFailedException")
        || AwsRefusal.is(e, "ResourceConflictException");
  }

  /** Moves back what was moved. With a failure, the last that was tried is the one that failed. */
  private Map<String, AliasEnd> none(
      List<AliasMove> moves, String because, Optional<ChirpException> failure) {
    Map<String, AliasEnd> ends = new LinkedHashMap<>();
    moves.forEach(each -> ends.put(each.functionName(), untouched(each.where(), because)));
    Collections.reverse(tried);
    Optional<ChirpException> why = failure;
    for (Tried each : tried) {
      ends.put(each.move().functionName(), back(each, because, why));
      why = Optional.empty();
    }
    return ends;
  }

  private AliasEnd untouched(String where, String because) {
    return new AliasEnd(
        Kind.PUBLISHED,
        "alias '%s' %s, %s".formatted(alias, where, because),
        "mvn chirp:deploy again");
  }

  private AliasEnd back(Tried done, String because, Optional<ChirpException> failure) {
    AliasMove move = done.move();
    try {
      Optional<Alias> now = versions.alias(move.functionName(), alias);
      String where =
          now.filter(done::isDone).isPresent()
              ? restored(move, now.get())
              : now.map(Alias::version)
                  .filter(is -> !is.equals(move.before()))
                  .map("means %s now, which another has done"::formatted)
                  .orElse(move.where());
      return failure
          .map(
              why ->
                  new AliasEnd(
                      Kind.FAILED,
                      "alias '%s' %s and could not be moved to %s: %s"
                          .formatted(alias, where, move.version(), why.problem()),
                      why.suggestion()))
          .orElseGet(() -> untouched(where, because));
    } catch (ChirpException e) {
      progress.detail("%s: alias '%s' was not moved back".formatted(move.functionName(), alias), e);
      return new AliasEnd(
          Kind.FAILED,
          "alias '%s' means %s and could not be moved back to %s: %s"
              .formatted(alias, now(move), move.before(), failure.orElse(e).problem()),
          "mvn chirp:list -Dremote shows where each alias is");
    }
  }

  /** Puts the alias back as it was; says where it is. */
  private String restored(AliasMove move, Alias now) {
    try {
      if (move.is().isEmpty()) {
        versions.deleteAlias(move.functionName(), alias);
      } else {
        Alias was = move.is().get();
        versions.updateAlias(move.functionName(), now, was.version(), was.description());
      }
    } catch (ChirpException e) {
      if (!mayBeDone(e) || !move.isUndone(versions.alias(move.functionName(), alias))) {
        throw e;
      }
    }
    return move.where();
  }

  private String now(AliasMove move) {
    try {
      return versions
          .alias(move.functionName(), alias)
          .map(is -> "version " + is.version())
          .orElse("nothing");
    } catch (ChirpException e) { // what it says is said already, of the call before
      progress.detail("%s: alias '%s' was not read".formatted(move.functionName(), alias), e);
      return "version %s or %s".formatted(move.version(), move.before());
    }
  }
}
