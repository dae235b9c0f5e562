package dev.chirp.example.service;

import java.time.Instant;
import java.util.Optional;

/**
 * A short message.
 *
 * @param text at most 140 characters, see {@link ChirpText}
 * @param image what the message is about, if it has a picture
 */
public record Chirp(ChirpId id, String text, Optional<ImageLocation> image) {

  /** When it was saved; the id says it. */
  public Instant timestamp() {
    return id.timestamp();
  }
}
