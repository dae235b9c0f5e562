package dev.chirp.internal.release;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What a rollback will do, and what it leaves alone. */
public final class RollbackPlan {
  private final List<AliasMove> moves;
  private final List<String> lines;
  private final Function<Instant, ReleaseId> release;

  /**
   * Of one alias.
   *
   * @param lines one for each function
   * @param release what the moves are to be known by, by the time
   */
  RollbackPlan(List<AliasMove> moves, List<String> lines, Function<Instant, ReleaseId> release) {
    this.moves = List.copyOf(moves);
    this.lines = List.copyOf(lines);
    this.release = release;
  }

  List<AliasMove> moves() {
    return moves;
  }

  /** What the moves are to be known by. */
  ReleaseId release(Instant now) {
    return release.apply(now);
  }

  /** Whether every alias means what it shall already. */
  public boolean isEmpty() {
    return moves.isEmpty();
  }

  /** One line for each function. */
  public List<String> lines() {
    return lines;
  }
}
