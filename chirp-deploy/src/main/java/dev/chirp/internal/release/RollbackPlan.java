package dev.chirp.internal.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The plan of a rollback, and what it leaves alone. */
public final class RollbackPlan {
  private final List<AliasMove> moves;
  private final List<String> lines;
  private final Function<Instant, ReleaseId> release;
  private final Optional<String> undone;

  /**
   * Creates the plan for one alias name.
   *
   * @param lines one per function
   * @param release returns the moves' release id, given the time
   * @param undone the id of the release that the moves undo; empty if they are to a given version
   */
  RollbackPlan(
      List<AliasMove> moves,
      List<String> lines,
      Function<Instant, ReleaseId> release,
      Optional<String> undone) {
    this.moves = List.copyOf(moves);
    this.lines = List.copyOf(lines);
    this.release = release;
    this.undone = undone;
  }

  List<AliasMove> moves() {
    return moves;
  }

  /** Returns the moves' release id. */
  ReleaseId release(Instant now) {
    return release.apply(now);
  }

  /** Returns the id of the release that the moves undo. Empty if they are to a given version. */
  public Optional<String> undone() {
    return undone;
  }

  /** Returns whether every alias already points to the desired version. */
  public boolean isEmpty() {
    return moves.isEmpty();
  }

  /** Returns one line per function. */
  public List<String> lines() {
    return lines;
  }
}
