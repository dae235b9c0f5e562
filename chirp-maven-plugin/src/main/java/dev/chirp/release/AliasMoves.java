package dev.chirp.release;

import dev.chirp.aws.AwsRefusal;
import dev.chirp.core.ChirpException;
import dev.chirp.core.Progress;
import dev.chirp.core.Release.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves aliases together, one after the other. If one cannot be moved, those before it are moved
 * back; what cannot be moved back either is said, with the version it means.
 */
record AliasMoves(LambdaVersions versions, AliasName alias, Progress progress) {

  /**
   * Makes all moves, or none.
   *
   * @param release goes into the aliases' descriptions
   * @return how each ended, by function
   */
  Map<String, AliasEnd> run(List<AliasMove> moves, String release) {
    Map<String, AliasEnd> ends = new LinkedHashMap<>();
    List<AliasMove> done = new ArrayList<>();
    for (AliasMove move : moves) {
      try {
        done.add(move); // before it is tried: the answer may be lost
        make(move, release);
        ends.put(move.functionName(), AliasEnd.moved());
        progress.step(
            "%s: alias %s %s".formatted(move.functionName(), alias, move),
            "Moved %d of %d aliases".formatted(done.size(), moves.size()));
      } catch (ChirpException e) {
        progress.warn(
            "%s: alias '%s' could not be moved; moving the others back."
                .formatted(move.functionName(), alias));
        moves.forEach(each -> ends.put(each.functionName(), untouched(where(each), move)));
        Collections.reverse(done);
        done.forEach(each -> ends.put(each.functionName(), back(each, release, move, e)));
        return ends;
      }
    }
    return ends;
  }

  private AliasEnd untouched(String where, AliasMove failed) {
    return new AliasEnd(
        Kind.PUBLISHED,
        "alias '%s' %s, because that of '%s' could not be moved"
            .formatted(alias, where, failed.functionName()),
        "mvn chirp:deploy again");
  }

  private static String where(AliasMove move) {
    return move.is().isEmpty() ? "was not made" : "stays at " + move.before();
  }

  private void make(AliasMove move, String release) {
    String note = new ReleaseNote(release, move.is().map(Alias::version)).toString();
    try {
      if (move.is().isEmpty()) {
        versions.createAlias(move.functionName(), alias, move.version(), note);
      } else {
        versions.updateAlias(move.functionName(), move.is().get(), move.version(), note);
      }
    } catch (ChirpException e) {
      // After a lost answer, what is there decides. The SDK's second try meets what the first did.
      boolean mayBeDone =
          AwsRefusal.isUnsure(e)
              || AwsRefusal.is(e, "PreconditionFailedException")
              || AwsRefusal.is(e, "ResourceConflictException");
      if (!mayBeDone || !isMoved(move, note)) {
        throw e;
      }
    }
  }

  private boolean isMoved(AliasMove move, String note) {
    return versions
        .alias(move.functionName(), alias)
        .filter(now -> now.version().equals(move.version()) && now.description().equals(note))
        .isPresent();
  }

  private AliasEnd back(AliasMove move, String release, AliasMove failed, ChirpException why) {
    boolean isCause = move.equals(failed);
    try {
      String where = restored(move, release);
      return isCause
          ? new AliasEnd(
              Kind.FAILED,
              "alias '%s' %s and could not be moved to %s: %s"
                  .formatted(alias, where, move.version(), why.problem()),
              why.suggestion())
          : untouched(where, failed);
    } catch (ChirpException e) {
      return new AliasEnd(
          Kind.FAILED,
          "alias '%s' means %s and could not be moved back to %s: %s"
              .formatted(alias, now(move), move.before(), (isCause ? why : e).problem()),
          "mvn chirp:list -Dremote shows where each alias is");
    }
  }

  /** Puts the alias back as it was, if it is where this run has put it; says where it is. */
  private String restored(AliasMove move, String release) {
    Optional<Alias> now = versions.alias(move.functionName(), alias);
    boolean isOurs =
        now.flatMap(Alias::note).filter(note -> note.release().equals(release)).isPresent();
    if (!isOurs) {
      return now.map(Alias::version).filter(is -> !is.equals(move.before())).isPresent()
          ? "means %s now, which another has done,".formatted(now.get().version())
          : where(move);
    }
    if (move.is().isEmpty()) {
      versions.deleteAlias(move.functionName(), alias);
    } else {
      Alias was = move.is().get();
      versions.updateAlias(
          move.functionName(), now.orElseThrow(), was.version(), was.description());
    }
    return where(move);
  }

  private String now(AliasMove move) {
    try {
      return versions
          .alias(move.functionName(), alias)
          .map(is -> "version " + is.version())
          .orElse("nothing");
    } catch (ChirpException ignored) { // what it says is said already, of the call before
      return "version %s or %s".formatted(move.version(), move.before());
    }
  }
}
