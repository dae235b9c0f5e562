package dev.chirp.internal.release;

import dev.chirp.internal.core.ChirpException;

/** A change that belongs to the moves of aliases: all are made, or none is. */
@FunctionalInterface
public interface MovedTogether {
  /** Nothing but the aliases. */
  MovedTogether NOTHING = release -> {};

  /**
   * Makes the change, once all aliases are moved. If it fails, they are moved back.
   *
   * @param release the id of the moves, later ones sort after it
   * @throws ChirpException if the change was not made
   */
  void change(String release);
}
