package dev.chirp.example.api;

import dev.chirp.example.aws.AwsChirps;
import dev.chirp.example.service.ChirpService;
import dev.chirp.example.service.ImageLinks;
import dev.chirp.example.service.ImageLocation;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;
import dev.chirp.runtime.local.LocalInvoker;
import java.util.Map;

/**
 * Returns a location for a picture, and a link to upload it there without going through Lambda:
 * HTTP {@code PUT} with {@code Content-Type: image/jpeg}. It changes nothing.
 */
@FunctionConfiguration(route = "POST /image-location", safe = true)
public class CreateImageLocation extends ApiFunction {

  private final ChirpService service;

  /** Lambda calls this constructor. */
  public CreateImageLocation() {
    this(AwsChirps.service());
  }

  /** For tests, which pass a service that needs no AWS. */
  CreateImageLocation(ChirpService service) {
    this.service = service;
  }

  @Override
  protected Object handle(ApiRequest request) {
    ImageLocation location = service.createImageLocation();
    return Map.of(
        "image-location", location.key(),
        "upload-link", service.uploadLink(location),
        "expires-in", ImageLinks.EXPIRY.toSeconds());
  }

  /** Runs the function with an event from src/test/event. The argument is the name of the event. */
  public static void main(String[] args) {
    LocalInvoker.run(CreateImageLocation.class, args);
  }
}
