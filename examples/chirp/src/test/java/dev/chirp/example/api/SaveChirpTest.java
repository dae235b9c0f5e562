package dev.chirp.example.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.example.service.Chirp;
import dev.chirp.example.service.ChirpId;
import dev.chirp.example.service.ChirpService;
import dev.chirp.junit.ChirpTest;
import dev.chirp.junit.EventFile;
import dev.chirp.junit.Functions;
import dev.chirp.runtime.local.LocalInvoker;
import dev.chirp.runtime.local.LocalResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ChirpTest
class SaveChirpTest {

  private final ChirpService service = TestService.inMemory();
  private final SaveChirp function = new SaveChirp(service);

  @Test
  void savesAndAnswersTheId(@EventFile("save_chirp") LocalResult result) {
    assertEquals(201, result.statusCode());
    assertEquals("Hello, world", saved(result).text());
  }

  @Test
  void savesAnImagesLocation(@EventFile("save_chirp/image") LocalResult result) {
    assertEquals(
        "customer-image/0f8fad5b-d9cb-469f-a165-70867728950e.jpg",
        saved(result).image().orElseThrow().key());
  }

  @Test
  void cutsALongText(@EventFile("save_chirp/long") LocalResult result) {
    String text = saved(result).text();
    assertEquals(138, text.length());
    assertTrue(text.endsWith("01234..."));
  }

  @Test
  void savesOnceWhatIsSentTwiceWithAToken(
      @EventFile("save_chirp/token") LocalResult first, Functions functions) {
    LocalResult second = functions.invoke("save_chirp/token");
    assertEquals(first.data(), second.data());
    assertEquals(1, service.fetchNewest(10, Optional.empty()).chirps().size());

    LocalResult other = functions.invoke("save_chirp/409");
    assertEquals(409, other.statusCode());
    assertEquals("client-token was used for another chirp", other.data().get("message"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400-missing | Fields missing body-json:chirp-text",
        "400-empty   | chirp-text is empty",
        "400-image   | body-json:image-location: 'secret/plans.pdf' is not one that"
            + " create_image_location answered"
      })
  void saysWhatIsWrongAndSavesNothing(String event, String message, Functions functions) {
    LocalResult result = functions.invoke("save_chirp/" + event);
    assertEquals(400, result.statusCode());
    assertEquals(message, result.data().get("message"));
    assertTrue(service.fetchNewest(10, Optional.empty()).chirps().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"chirp-text\": 42}                                        | body-json:chirp-text: 42 is"
            + " not text",
        "{\"chirp-text\": {\"a\": 1}}                                | body-json:chirp-text: an"
            + " object is not text",
        "{\"chirp-text\": \"Hello\", \"client-token\": 1}            | body-json:client-token: the"
            + " value is not text",
        "{\"chirp-text\": \"Hello\", \"client-token\": \"a b\"}      | client-token must have 8 to"
            + " 64 letters, digits, - and _",
        "{\"chirp-text\": \"Hello \\u0000\"} | chirp-text has U+0000 at index 6, which is not a"
            + " text character; tab and line feed are"
      })
  void refusesABodyThatIsNotText(String body, String message, Functions functions) {
    LocalResult result = functions.invoke("save_chirp", "{\"body-json\": " + body + "}");
    assertEquals(400, result.statusCode());
    assertEquals(message, result.data().get("message"));
  }

  @Test
  void takesAsMuchAsLambdaDoes(Functions functions) {
    LocalResult result = functions.invoke("save_chirp", eventWith("x".repeat(5_000_000)));
    assertEquals(201, result.statusCode());
    assertEquals("x".repeat(135) + "...", saved(result).text());
  }

  /** Lambda itself takes no event of more than 6 MB; the function would not stumble over one. */
  @Test
  void refusesTenMegabytes() {
    byte[] event = eventWith("x".repeat(10_000_000)).getBytes(StandardCharsets.UTF_8);
    LocalResult result =
        LocalInvoker.of(function).withLog(new StringBuilder()).invokeUnchecked(event);
    assertEquals(400, result.statusCode());
    assertTrue(service.fetchNewest(10, Optional.empty()).chirps().isEmpty());
  }

  private static String eventWith(String text) {
    return "{\"body-json\": {\"chirp-text\": \"" + text + "\"}}";
  }

  @Test
  void worksBehindAnHttpApiToo(Functions functions) {
    LocalResult result =
        functions.invoke(
            "save_chirp",
            """
            {"version": "2.0", "requestContext": {"http": {"method": "POST", "path": "/chirp"}},
             "body": "{\\"chirp-text\\": \\"Hello\\"}"}
            """);
    assertEquals(201, result.statusCode());
    assertTrue(result.text().contains("\"location\": \"/chirp/" + result.data().get("id") + '"'));
    assertFalse(result.isFunctionError());
    assertEquals("Hello", saved(result).text());
  }

  private Chirp saved(LocalResult result) {
    return service.fetch(new ChirpId(String.valueOf(result.data().get("id"))));
  }
}
