package dev.chirp.release;

import java.util.List;
import java.util.stream.Stream;

/** What a rollback will do, and what it leaves alone. */
public final class RollbackPlan {
  private final AliasName alias;
  private final List<AliasMove> moves;
  private final List<String> staying;

  /**
   * @param staying functions whose alias stays, each with the reason
   */
  RollbackPlan(AliasName alias, List<AliasMove> moves, List<String> staying) {
    this.alias = alias;
    this.moves = List.copyOf(moves);
    this.staying = List.copyOf(staying);
  }

  List<AliasMove> moves() {
    return moves;
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
