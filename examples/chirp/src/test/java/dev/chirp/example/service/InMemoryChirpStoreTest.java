package dev.chirp.example.service;

class InMemoryChirpStoreTest extends ChirpStoreContract {

  private final ChirpStore store = new InMemoryChirpStore();

  @Override
  protected ChirpStore store() {
    return store;
  }
}
