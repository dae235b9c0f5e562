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
 * Moves several aliases, one after the other. If one cannot be moved, those before it are moved
 * back. An alias that cannot be moved back is reported with its version.
 */
final class AliasMoves {
  private final LambdaVersions versions;
  private final AliasName alias;
  private final Progress progress;
  private final Supplier<String> stop;
  private final List<Tried> tried = new ArrayList<>();

  /** A move that was started, with the description that it writes into the alias. */
  private record Tried(AliasMove move, String note) {
    boolean isDone(Alias now) {
      return now.version().equals(move.version()) && now.description().equals(note);
    }
  }

  /**
   * Prepares the moves of one run.
   *
   * @param stop returns why no further move may start; empty while one may
   */
  AliasMoves(LambdaVersions versions, AliasName alias, Progress progress, Supplier<String> stop) {
    this.versions = versions;
    this.alias = alias;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Makes all moves or none.
   *
   * @param release recorded in the aliases' descriptions
   * @param together changes after the last move; its failure is thrown if there are no moves
   * @return the result for each function
   */
  Map<String, Result> run(List<AliasMove> moves, ReleaseId release, MovedTogether together) {
    Map<String, Result> ends = new LinkedHashMap<>();
    ReleaseId recorded = release;
    for (AliasMove move : moves) {
      String why = stop.get();
      if (!why.isEmpty()) {
        progress.warn("%s: aliases stay or move back.".formatted(why));
        return none(moves, "because of " + why, Optional.empty());
      }
      try {
        recorded = made(move, recorded);
        ends.put(move.functionName(), Result.moved());
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
            "because the alias of '%s' could not be moved".formatted(move.functionName()),
            Optional.of(e));
      }
    }
    try {
      together.change(recorded.id());
    } catch (ChirpException e) {
      if (tried.isEmpty()) {
        throw e;
      }
      progress.warn(
          "The API was not changed, so the aliases move back: %s".formatted(e.problem()), e);
      return none(moves, "because the API was not changed", Optional.empty());
    }
    return ends;
  }

  /**
   * Makes one move. Returns the release id for the next moves, which is another deploy's if that
   * already made the same move.
   */
  private ReleaseId made(AliasMove move, ReleaseId release) {
    Tried now = new Tried(move, ReleaseNote.of(release, move).toString());
    tried.add(now); // before the attempt, because its response may be lost
    try {
      if (move.is().isEmpty()) {
        versions.createAlias(move.functionName(), alias, move.version(), now.note());
      } else {
        versions.updateAlias(move.functionName(), move.is().get(), move.version(), now.note());
      }
      return release;
    } catch (ChirpException e) {
      // The alias itself decides: the response may be lost, or another deploy may have made the
      // move.
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

  /**
   * Returns whether the move may have been made: a retry by the SDK finds what its first attempt
   * did.
   */
  private static boolean mayBeDone(ChirpException e) {
    return AwsRefusal.isUnsure(e)
        || AwsRefusal.is(e, "PreconditionFailedException")
        || AwsRefusal.is(e, "ResourceConflictException");
  }

  /** Moves back what was moved. A failure belongs to the last move. */
  private Map<String, Result> none(
      List<AliasMove> moves, String because, Optional<ChirpException> failure) {
    Map<String, Result> ends = new LinkedHashMap<>();
    moves.forEach(each -> ends.put(each.functionName(), untouched(each.where(), because)));
    Collections.reverse(tried);
    Optional<ChirpException> why = failure;
    for (Tried each : tried) {
      ends.put(each.move().functionName(), back(each, because, why));
      why = Optional.empty();
    }
    return ends;
  }

  private Result untouched(String where, String because) {
    return new Result(
        Kind.PUBLISHED,
        "alias '%s' %s, %s".formatted(alias, where, because),
        "mvn chirp:deploy again");
  }

  private Result back(Tried done, String because, Optional<ChirpException> failure) {
    AliasMove move = done.move();
    try {
      Optional<Alias> now = versions.alias(move.functionName(), alias);
      String where =
          now.filter(done::isDone).isPresent()
              ? restored(move, now.get())
              : now.map(Alias::version)
                  .filter(is -> !is.equals(move.before()))
                  .map("points to %s now, which someone else did"::formatted)
                  .orElse(move.where());
      return failure
          .map(
              why ->
                  new Result(
                      Kind.FAILED,
                      "alias '%s' %s and could not be moved to %s: %s"
                          .formatted(alias, where, move.version(), why.problem()),
                      why.suggestion()))
          .orElseGet(() -> untouched(where, because));
    } catch (ChirpException e) {
      progress.detail("%s: alias '%s' was not moved back".formatted(move.functionName(), alias), e);
      return new Result(
          Kind.FAILED,
          "alias '%s' points to %s and could not be moved back to %s: %s"
              .formatted(alias, now(move), move.before(), failure.orElse(e).problem()),
          "mvn chirp:list -Dremote shows where each alias is");
    }
  }

  /** Moves the alias back, and returns its state in words. */
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
    } catch (ChirpException e) { // the failure before this one is reported
      progress.detail("%s: alias '%s' was not read".formatted(move.functionName(), alias), e);
      return "version %s or %s".formatted(move.version(), move.before());
    }
  }

  /** The result of moving one alias. */
  record Result(Kind kind, String reason, String hint) {

    static Result moved() {
      return new Result(Kind.MOVED, "", "");
    }
  }
}
