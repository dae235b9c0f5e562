package dev.chirp.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChirpServiceTest {

  private final ChirpService service = new ChirpService();

  @Test
  void hasNoChirpsYet() {
    assertEquals(0, service.getChirpCount());
    assertEquals(List.of(), service.fetchChirps(10));
  }

  @Test
  void refusesToSaveAChirpThatItWouldLose() {
    var chirp = new ChirpService.Chirp("ada", "Hello", Instant.EPOCH);
    assertThrows(UnsupportedOperationException.class, () -> service.saveChirp(chirp));
  }
}
