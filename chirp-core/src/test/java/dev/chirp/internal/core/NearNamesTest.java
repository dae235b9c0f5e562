package dev.chirp.internal.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {
  private static final List<String> NAMES = List.of("fetch_chirps", "save_chirp", "server_status");

  @Test
  void findsANameWithOneLetterMissing() {
    assertEquals(List.of("server_status"), NearNames.of("server_staus", NAMES));
  }

  @Test
  void findsNothingForAWordThatIsFarFromAll() {
    assertEquals(List.of(), NearNames.of("weather", NAMES));
  }

  @Test
  void putsTheNearestFirst() {
    assertEquals(
        List.of("chirps", "chips"), NearNames.of("chirqs", List.of("chips", "chirps", "birds")));
  }
}
