package dev.chirp.example.api;

import dev.chirp.example.service.ChirpService;
import dev.chirp.example.service.ChirpStore;
import dev.chirp.example.service.FakeImageLinks;
import dev.chirp.example.service.InMemoryChirpStore;
import dev.chirp.example.service.MovingClock;
import java.time.Duration;
import java.util.Random;

/** The service that functions are tested with: no AWS, and what is saved later is newer. */
final class TestService {

  private TestService() {}

  static ChirpService inMemory() {
    return of(new InMemoryChirpStore());
  }

  static ChirpService of(ChirpStore store) {
    return new ChirpService(
        store, new FakeImageLinks(), new MovingClock(Duration.ofMillis(1)), new Random(1));
  }
}
