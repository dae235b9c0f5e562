package dev.chirp.example.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.example.service.Chirp;
import dev.chirp.example.service.ChirpId;
import dev.chirp.example.service.ChirpService;
import dev.chirp.example.service.ChirpStore;
import dev.chirp.example.service.InMemoryChirpStore;
import dev.chirp.example.service.StoreUnavailableException;
import dev.chirp.junit.ChirpTest;
import dev.chirp.junit.EventFile;
import dev.chirp.junit.Functions;
import dev.chirp.runtime.local.LocalInvoker;
import dev.chirp.runtime.local.LocalResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@ChirpTest
class FetchChirpTest {

  private static final ChirpId ID = new ChirpId("1795536533123-9f86d081884c7d65");

  private final ChirpStore store = new InMemoryChirpStore();
  private final ChirpService service = TestService.of(store);
  private final FetchChirp function = new FetchChirp(service);

  @Test
  void answersTheChirp(Functions functions) {
    store.add(new Chirp(ID, "Hello", Optional.empty()));

    LocalResult result = functions.invoke("fetch_chirp");

    assertEquals(200, result.statusCode());
    assertEquals(ID.text(), result.data().get("id"));
    assertEquals("Hello", result.data().get("chirp-text"));
    assertEquals("2026-11-24T16:08:53.123Z", result.data().get("timestamp"));
    assertFalse(result.data().containsKey("image-link"));
  }

  @Test
  void missingChirpIsA404(@EventFile("fetch_chirp/404") LocalResult result) {
    assertEquals(404, result.statusCode());
    assertEquals("There is no chirp 1000000000000-0000000000000000", result.data().get("message"));
  }

  @Test
  void invalidIdIsA400(@EventFile("fetch_chirp/400") LocalResult result) {
    assertEquals(400, result.statusCode());
    assertEquals(
        "params:path:id: '../1' is not an id that the API has answered",
        result.data().get("message"));
  }

  @Test
  void missingIdIsA400(Functions functions) {
    assertEquals(
        "Fields missing params:path:id",
        functions.invoke("fetch_chirp", "{}").data().get("message"));
  }

  /** The store fails: the caller's message and the log entry. */
  @Test
  void answers503WhenTheStoreIsUnavailable() {
    StringBuilder log = new StringBuilder();
    LocalResult result = invokeFailing(new StoreUnavailableException(new IOException("down")), log);
    assertEquals(503, result.statusCode());
    assertTrue(String.valueOf(result.data().get("message")).startsWith("The database did not"));
  }

  @Test
  void faultIsA500WithoutDetails() {
    StringBuilder log = new StringBuilder();
    LocalResult result = invokeFailing(new IllegalStateException("no table 'chirp'"), log);
    assertEquals(500, result.statusCode());
    assertFalse(result.text().contains("table"));
    assertTrue(log.toString().contains("no table 'chirp'"));
  }

  private static LocalResult invokeFailing(RuntimeException failure, StringBuilder log) {
    ChirpStore failing =
        new ChirpStore() {
          @Override
          public boolean add(Chirp chirp) {
            throw failure;
          }

          @Override
          public Optional<Chirp> find(ChirpId id) {
            throw failure;
          }

          @Override
          public Page newest(int limit, Optional<ChirpId> before) {
            throw failure;
          }

          @Override
          public Claim claim(String clientToken, Claim claim) {
            throw failure;
          }
        };
    return LocalInvoker.of(new FetchChirp(TestService.of(failing)))
        .withLog(log)
        .invoke(Path.of("src/test/event/fetch_chirp.json"));
  }
}
