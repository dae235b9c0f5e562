package dev.chirp.example.api;

import dev.chirp.example.aws.AwsChirps;
import dev.chirp.example.service.ChirpService;
import dev.chirp.example.service.ImageLocation;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.ApiResponse;
import dev.chirp.runtime.FunctionConfiguration;
import dev.chirp.runtime.RequestField;
import dev.chirp.runtime.local.LocalInvoker;
import java.util.Map;
import java.util.Optional;

/** Saves a chirp and returns its id. The body has {@code chirp-text} and optional fields. */
@FunctionConfiguration(route = "POST /chirp")
public class SaveChirp extends ApiFunction {

  private final ChirpService service;

  /** Lambda calls this constructor. */
  public SaveChirp() {
    this(AwsChirps.service());
  }

  /** For tests, which pass a service that needs no AWS. */
  SaveChirp(ChirpService service) {
    this.service = service;
  }

  @Override
  protected Object handle(ApiRequest request) {
    String text = request.bodyField("chirp-text").asText();
    Optional<ImageLocation> image =
        request
            .bodyField("image-location")
            .optional()
            .map(field -> field.as(ImageLocation::new, "one that create_image_location answered"));
    Optional<String> token = request.bodyField("client-token").optional().map(RequestField::asText);
    String id = service.save(text, image, token).text();
    return ApiResponse.created("/chirp/" + id, Map.of("id", id));
  }

  /** Runs the function with an event from src/test/event. The argument is the name of the event. */
  public static void main(String[] args) {
    LocalInvoker.run(SaveChirp.class, args);
  }
}
