package dev.chirp.example.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.example.service.ChirpService;
import dev.chirp.example.service.ImageLocation;
import dev.chirp.junit.ChirpTest;
import dev.chirp.junit.EventFile;
import dev.chirp.junit.Functions;
import dev.chirp.runtime.local.LocalResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@ChirpTest
class CreateImageLocationTest {

  private final ChirpService service = TestService.inMemory();
  private final CreateImageLocation function = new CreateImageLocation(service);

  @Test
  void answersALocationAndALinkThatExpires(@EventFile("create_image_location") LocalResult result) {
    assertEquals(200, result.statusCode());
    String location = String.valueOf(result.data().get("image-location"));
    assertTrue(location.matches("customer-image/[0-9a-f-]{36}\\.jpg"), location);
    assertEquals("https://upload.example/" + location, result.data().get("upload-link"));
    assertEquals(300, result.data().get("expires-in"));
  }

  @Test
  void answersAnotherOneEachTime(
      @EventFile("create_image_location") LocalResult first, Functions functions) {
    LocalResult second = functions.invoke("create_image_location");
    assertNotEquals(first.data().get("image-location"), second.data().get("image-location"));
  }

  @Test
  void saveChirpAcceptsTheLocation(@EventFile("create_image_location") LocalResult result) {
    String location = String.valueOf(result.data().get("image-location"));
    service.save("Look at this", Optional.of(new ImageLocation(location)), Optional.empty());
  }
}
