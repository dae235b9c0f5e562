package dev.chirp.example.service;

import java.util.List;
import java.util.Optional;

/**
 * The storage of chirps. Safe for use by several threads and processes at once.
 *
 * <p>Every method throws {@link StoreUnavailableException} if the store is temporarily unavailable.
 */
public interface ChirpStore {

  /**
   * The chirps of one page, the newest first.
   *
   * @param more true if there are older ones
   */
  record Page(List<Chirp> chirps, boolean more) {
    public Page {
      chirps = List.copyOf(chirps);
    }
  }

  /**
   * The first request with a client's token.
   *
   * @param id of the chirp
   * @param digest of the request
   */
  record Claim(ChirpId id, String digest) {}

  /**
   * Adds a chirp, and never replaces another one. Adding the same chirp again changes nothing.
   *
   * @return false if another chirp has its id
   */
  boolean add(Chirp chirp);

  Optional<Chirp> find(ChirpId id);

  /**
   * The newest chirps.
   *
   * @param before only chirps older than this id, which need not exist
   */
  Page newest(int limit, Optional<ChirpId> before);

  /**
   * Stores the claim of a token for at least a day, unless the token already has a claim.
   *
   * @return the claim that is stored now: this one, or the earlier one
   */
  Claim claim(String clientToken, Claim claim);
}
