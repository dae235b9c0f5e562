package dev.chirp.example.api;

import dev.chirp.example.service.ChirpService;
import dev.chirp.example.service.ChirpStore;
import dev.chirp.example.service.FakeImageLinks;
import dev.chirp.example.service.InMemoryChirpStore;
import java.time.Clock;
import java.util.Random;

/** The service that functions are tested with: no AWS. */
final class TestService {

  private TestService() {}

  static ChirpService inMemory() {
    return of(new InMemoryChirpStore());
  }

  static ChirpService of(ChirpStore store) {
    return new ChirpService(store, new FakeImageLinks(), Clock.systemUTC(), new Random(1));
  }
}
