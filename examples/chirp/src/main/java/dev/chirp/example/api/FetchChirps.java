package dev.chirp.example.api;

import dev.chirp.example.aws.AwsChirps;
import dev.chirp.example.service.Chirp;
import dev.chirp.example.service.ChirpId;
import dev.chirp.example.service.ChirpService;
import dev.chirp.example.service.ChirpStore;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.FunctionConfiguration;
import dev.chirp.runtime.local.LocalInvoker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Returns the newest ten chirps, or {@code ?limit=…} of them, the newest last. If there are older
 * ones, it also returns a {@code next-token}: {@code ?token=…} fetches the chirps before these.
 */
@FunctionConfiguration(route = "GET /chirp")
public class FetchChirps extends ApiFunction {

  private final ChirpService service;

  /** Lambda calls this constructor. */
  public FetchChirps() {
    this(AwsChirps.service());
  }

  /** For tests, which pass a service that needs no AWS. */
  FetchChirps(ChirpService service) {
    this.service = service;
  }

  @Override
  protected Object handle(ApiRequest request) {
    int limit =
        request
            .queryField("limit")
            .atLeast(1)
            .atMost(ChirpService.MAX_PAGE)
            .asInt(ChirpService.PAGE);
    Optional<ChirpId> before =
        request
            .queryField("token")
            .optional()
            .map(token -> token.as(ChirpId::new, "a next-token that the API has answered"));
    ChirpStore.Page page = service.fetchNewest(limit, before);
    List<Chirp> chirps = new ArrayList<>(page.chirps());
    Collections.reverse(chirps);
    ChirpJson json = new ChirpJson(service);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("chirps", chirps.stream().map(json::of).toList());
    if (page.more()) {
      answer.put("next-token", chirps.get(0).id().text());
    }
    return answer;
  }

  /** Runs the function with an event from src/test/event. The argument is the name of the event. */
  public static void main(String[] args) {
    LocalInvoker.run(FetchChirps.class, args);
  }
}
