package dev.chirp.example.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chirp.example.service.Chirp;
import dev.chirp.example.service.ChirpId;
import dev.chirp.example.service.ChirpService;
import dev.chirp.example.service.ChirpStore;
import dev.chirp.example.service.ImageLocation;
import dev.chirp.example.service.InMemoryChirpStore;
import dev.chirp.junit.ChirpTest;
import dev.chirp.junit.EventFile;
import dev.chirp.junit.Functions;
import dev.chirp.runtime.local.LocalResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ChirpTest
class FetchChirpsTest {

  private final ChirpStore store = new InMemoryChirpStore();
  private final ChirpService service = TestService.of(store);
  private final FetchChirps function = new FetchChirps(service);

  private void save(int from, int to) {
    for (int i = from; i <= to; i++) {
      service.save("chirp " + i, Optional.empty(), Optional.empty());
    }
  }

  @Test
  void emptyStoreIsAnEmptyList(@EventFile("fetch_chirps") LocalResult result) {
    assertEquals(Map.of("chirps", List.of()), result.data());
  }

  @Test
  void answersTheNewestLast(Functions functions) {
    service.save("a chirp", Optional.empty(), Optional.empty());
    ImageLocation image = service.createImageLocation();
    service.save("with a picture", Optional.of(image), Optional.empty());

    LocalResult result = functions.invoke("fetch_chirps");

    assertEquals(200, result.statusCode());
    assertEquals(List.of("a chirp", "with a picture"), texts(result));
    assertFalse(result.data().containsKey("next-token"));
    assertEquals(
        "https://download.example/" + image.key(), chirps(result).get(1).get("image-link"));
  }

  @Test
  void pagesThroughAllOfThem(Functions functions) {
    save(1, 25);

    LocalResult newest = functions.invoke("fetch_chirps");
    LocalResult older =
        functions.invoke("fetch_chirps", withToken(newest.data().get("next-token")));
    LocalResult oldest =
        functions.invoke("fetch_chirps", withToken(older.data().get("next-token")));

    assertEquals(numbered(16, 25), texts(newest));
    assertEquals(numbered(6, 15), texts(older));
    assertEquals(numbered(1, 5), texts(oldest));
    assertFalse(oldest.data().containsKey("next-token"));
  }

  @Test
  void tokenFetchesOlderChirps(Functions functions) {
    store.add(new Chirp(new ChirpId("1795536533122-9f86d081884c7d65"), "older", Optional.empty()));
    store.add(new Chirp(new ChirpId("1795536533123-9f86d081884c7d65"), "it", Optional.empty()));
    store.add(new Chirp(new ChirpId("1795536533124-9f86d081884c7d65"), "newer", Optional.empty()));

    assertEquals(List.of("older"), texts(functions.invoke("fetch_chirps/next")));
  }

  @Test
  void invalidTokenIsRefused(@EventFile("fetch_chirps/400") LocalResult result) {
    assertEquals(400, result.statusCode());
    assertEquals(
        "params:querystring:token: the value is not a next-token that the API has answered",
        result.data().get("message"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "1795536533123", "1795536533123-9f86d081884c7d65' OR 1"})
  void refusesStrangeTokens(String token, Functions functions) {
    assertEquals(400, functions.invoke("fetch_chirps", withToken(token)).statusCode());
  }

  @Test
  void limitIsApplied(Functions functions) {
    save(1, 12);
    assertEquals(numbered(11, 12), texts(functions.invoke("fetch_chirps", withLimit("2"))));
    assertEquals(numbered(1, 12), texts(functions.invoke("fetch_chirps", withLimit("50"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "51", "ten", "1.5"})
  void refusesAnInvalidLimit(String limit, Functions functions) {
    LocalResult result = functions.invoke("fetch_chirps", withLimit(limit));
    assertEquals(400, result.statusCode());
    assertEquals(
        "params:querystring:limit: '" + limit + "' is not a whole number from 1 to 50",
        result.data().get("message"));
  }

  private static String withLimit(String limit) {
    return "{\"params\": {\"querystring\": {\"limit\": \"" + limit + "\"}}}";
  }

  private static String withToken(Object token) {
    return "{\"params\": {\"querystring\": {\"token\": \"" + token + "\"}}}";
  }

  private static List<String> numbered(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> "chirp " + i).toList();
  }

  private static List<String> texts(LocalResult result) {
    return chirps(result).stream().map(chirp -> String.valueOf(chirp.get("chirp-text"))).toList();
  }

  private static List<Map<?, ?>> chirps(LocalResult result) {
    return ((List<?>) result.data().get("chirps"))
        .stream().<Map<?, ?>>map(chirp -> (Map<?, ?>) chirp).toList();
  }
}
