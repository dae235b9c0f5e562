package dev.chirp.example.service;

import java.time.Instant;
import java.util.Optional;

/**
 * A short message.
 *
 * @param text at most 140 characters, see {@link ChirpText}
 * @param image the picture of the message, if it has one
 */
public record Chirp(ChirpId id, String text, Optional<ImageLocation> image) {

  /** The time at which it was saved, from its id. */
  public Instant timestamp() {
    return id.timestamp();
  }
}
