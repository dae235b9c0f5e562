package dev.chirp.example.api;

import dev.chirp.example.aws.AwsChirps;
import dev.chirp.example.service.ChirpId;
import dev.chirp.example.service.ChirpService;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;
import dev.chirp.runtime.local.LocalInvoker;

/** Returns one chirp, or 404. */
@FunctionConfiguration(route = "GET /chirp/{id}")
public class FetchChirp extends ApiFunction {

  private final ChirpService service;

  /** Lambda calls this constructor. */
  public FetchChirp() {
    this(AwsChirps.service());
  }

  /** For tests, which pass a service that needs no AWS. */
  FetchChirp(ChirpService service) {
    this.service = service;
  }

  @Override
  protected Object handle(ApiRequest request) {
    ChirpId id = request.pathField("id").as(ChirpId::new, "an id that the API has answered");
    return new ChirpJson(service).of(service.fetch(id));
  }

  /** Runs the function with an event from src/test/event. The argument is the name of the event. */
  public static void main(String[] args) {
    LocalInvoker.run(FetchChirp.class, args);
  }
}
