package dev.chirp.example.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chirp.example.service.ChirpService;
import dev.chirp.junit.ChirpTest;
import dev.chirp.junit.EventFile;
import dev.chirp.junit.Functions;
import dev.chirp.runtime.local.LocalResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ChirpTest
class FetchChirpsTest {

  private final ChirpService service = TestService.inMemory();
  private final FetchChirps function = new FetchChirps(service);

  private void save(int from, int to) {
    for (int i = from; i <= to; i++) {
      service.save("chirp " + i, Optional.empty(), Optional.empty());
    }
  }

  @Test
  void answersNoneWhenThereIsNone(@EventFile("fetch_chirps") LocalResult result) {
    assertEquals(Map.of("chirps", List.of()), result.data());
  }

  @Test
  void answersTheNewestLast(Functions functions) {
    service.save("a chirp", Optional.empty(), Optional.empty());
    String image = service.createImageLocation().key();
    service.save("with a picture", Optional.of(image), Optional.empty());

    LocalResult result = functions.invoke("fetch_chirps");

    assertEquals(200, result.statusCode());
    assertEquals(2, chirps(result).size());
    assertFalse(result.data().containsKey("next-token"));
    assertEquals(
        "https://download.example/" + image,
        chirps(result).stream()
            .filter(chirp -> chirp.get("chirp-text").equals("with a picture"))
            .findFirst()
            .orElseThrow()
            .get("image-link"));
  }

  @Test
  void pagesThroughAllOfThem(Functions functions) {
    save(1, 25);
    Set<String> texts = new TreeSet<>();
    LocalResult page = functions.invoke("fetch_chirps");
    texts.addAll(texts(page));
    assertEquals(10, texts.size());
    for (int pages = 1; page.data().containsKey("next-token"); pages++) {
      page = functions.invoke("fetch_chirps", withToken(page.data().get("next-token")));
      assertEquals(pages == 1 ? 10 : 5, chirps(page).size());
      texts.addAll(texts(page));
    }
    assertEquals(25, texts.size());
  }

  @Test
  void answersWhatIsOlderThanAToken(@EventFile("fetch_chirps/next") LocalResult result) {
    assertEquals(200, result.statusCode());
  }

  @Test
  void refusesATokenThatIsNone(@EventFile("fetch_chirps/400") LocalResult result) {
    assertEquals(400, result.statusCode());
    assertEquals(
        "token must be as the API has answered it: 13 digits, -, 16 hexadecimal digits",
        result.data().get("message"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "1795536533123", "1795536533123-9f86d081884c7d65' OR 1"})
  void refusesStrangeTokens(String token, Functions functions) {
    assertEquals(400, functions.invoke("fetch_chirps", withToken(token)).statusCode());
  }

  private static String withToken(Object token) {
    return "{\"params\": {\"querystring\": {\"token\": \"" + token + "\"}}}";
  }

  private static List<String> texts(LocalResult result) {
    return chirps(result).stream().map(chirp -> String.valueOf(chirp.get("chirp-text"))).toList();
  }

  private static List<Map<?, ?>> chirps(LocalResult result) {
    return ((List<?>) result.data().get("chirps"))
        .stream().<Map<?, ?>>map(chirp -> (Map<?, ?>) chirp).toList();
  }
}
