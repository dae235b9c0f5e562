package dev.chirp.release;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a rollback will do, and what it leaves alone. */
public final class RollbackPlan {
  private final AliasName alias;
  private final List<AliasMove> moves;
  private final List<String> staying;
  private final Function<Instant, ReleaseId> release;

  /**
   * @param staying functions whose alias stays, each with the reason
   * @param release what the moves are to be known by, by the time
   */
  RollbackPlan(
      AliasName alias,
      List<AliasMove> moves,
      List<String> staying,
      Function<Instant, ReleaseId> release) {
    this.alias = alias;
    this.moves = List.copyOf(moves);
    this.staying = List.copyOf(staying);
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
    return Stream.concat(
            moves.stream()
                .map(move -> "%s  alias %s: %s".formatted(move.functionName(), alias, move)),
            staying.stream())
        .toList();
  }
}
