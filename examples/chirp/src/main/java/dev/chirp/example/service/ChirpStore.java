package dev.chirp.example.service;

import java.util.List;
import java.util.Optional;

/**
 * Where chirps are kept. Safe for use by several threads and processes at once.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the store cannot be asked now.
 */
public interface ChirpStore {

  /**
   * The chirps of one page, the newest first.
   *
   * @param more whether there are older ones
   */
  record Page(List<Chirp> chirps, boolean more) {
    public Page {
      chirps = List.copyOf(chirps);
    }
  }

  /**
   * What was once asked for with a client's token.
   *
   * @param id that the chirp has got
   * @param digest of what was to be saved
   */
  record Claim(ChirpId id, String digest) {}

  /**
   * Adds a chirp, and never replaces one. To add the same one again changes nothing.
   *
   * @return false when another chirp has its id
   */
  boolean add(Chirp chirp);

  Optional<Chirp> find(ChirpId id);

  /**
   * The newest chirps.
   *
   * @param before only those that are older than this one, which need not be there
   */
  Page newest(int limit, Optional<ChirpId> before);

  /**
   * Remembers what a token stands for, for a day at least, unless it stands for something already.
   *
   * @return what it stands for now: this, or what was there before
   */
  Claim claim(String clientToken, Claim claim);
}
