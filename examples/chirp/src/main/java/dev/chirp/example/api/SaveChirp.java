package dev.chirp.example.api;

import dev.chirp.example.aws.AwsChirps;
import dev.chirp.example.service.ChirpService;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;
import dev.chirp.runtime.InvalidRequestException;
import dev.chirp.runtime.local.LocalInvoker;
import java.util.Map;
import java.util.Optional;

/** Saves a chirp and answers its id. The body has {@code chirp-text}, and what is optional. */
@FunctionConfiguration(route = "POST /chirp")
public class SaveChirp extends ApiFunction {

  private final ChirpService service;

  /** Lambda calls this constructor. */
  public SaveChirp() {
    this(AwsChirps.service());
  }

  /** A test passes a service that needs no AWS. */
  SaveChirp(ChirpService service) {
    this.service = service;
  }

  @Override
  protected Object handle(ApiRequest request) {
    request.require("body-json:chirp-text");
    String text = text(request, "chirp-text").orElseThrow();
    return Map.of(
        "id",
        service.save(text, text(request, "image-location"), text(request, "client-token")).text());
  }

  /** A field of the body: a number or an object is no text. */
  private static Optional<String> text(ApiRequest request, String name) {
    Optional<Object> value = request.find("body-json:" + name);
    if (value.isPresent() && !(value.get() instanceof String)) {
      throw new InvalidRequestException(100, name + " must be text");
    }
    return value.map(String.class::cast);
  }

  /** Runs the function with an event of src/test/event; an argument is the name of an event. */
  public static void main(String[] args) {
    LocalInvoker.run(SaveChirp.class, args);
  }
}
