package dev.chirp.example.service;

import java.util.Optional;

/** Forwards to a store; a test overrides the methods that it changes. */
class ForwardingChirpStore implements ChirpStore {

  private final ChirpStore store;

  ForwardingChirpStore(ChirpStore store) {
    this.store = store;
  }

  @Override
  public boolean add(Chirp chirp) {
    return store.add(chirp);
  }

  @Override
  public Optional<Chirp> find(ChirpId id) {
    return store.find(id);
  }

  @Override
  public Page newest(int limit, Optional<ChirpId> before) {
    return store.newest(limit, before);
  }

  @Override
  public Claim claim(String clientToken, Claim claim) {
    return store.claim(clientToken, claim);
  }
}
