package dev.chirp.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.aws.DefaultNames;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.rollout.AliasRollback;
import dev.chirp.internal.rollout.ApiSettings;
import dev.chirp.internal.rollout.DeployParameters;
import dev.chirp.internal.rollout.ReleaseSettings;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.Sources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that call all routes while the API is deployed and moved back. */
@Tag("slow")
class PolledApiTest {
  private static final AliasName LIVE = new AliasName("live");
  private static final String FUNCTION =
      """
      import dev.chirp.runtime.ApiFunction;
      import dev.chirp.runtime.ApiRequest;
      import dev.chirp.runtime.FunctionConfiguration;

      @FunctionConfiguration(route = "GET /%s")
      public final class %s extends ApiFunction {
        @Override
        protected Object handle(ApiRequest request) {
          return "%s";
        }
      }
      """;

  /** The answer of the third route while there is none. */
  private static final String NO_THIRD = "/third 404 {\"message\":\"Not Found\"}";

  @TempDir private Path directory;

  /** The sandbox logs each of thousands of 404s. */
  private final Logger log = Logger.getLogger("dev.chirp.sandbox");

  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final AtomicBoolean isOver = new AtomicBoolean();

  @BeforeEach
  void silence() {
    log.setLevel(Level.OFF);
  }

  @AfterEach
  void speak() {
    log.setLevel(null);
  }

  /** Writes an edition of the project. Odd ones have a third route. */
  private void write(int edition) throws IOException {
    List<String> names = new ArrayList<>(List.of("First", "Second"));
    if (hasThird(edition)) {
      names.add("Third");
    }
    Files.deleteIfExists(directory.resolve("target/classes/acme/Third.class"));
    Sources.compile(
        directory.resolve("target"),
        names.stream()
            .map(
                name ->
                    FUNCTION.formatted(name.toLowerCase(Locale.ROOT), name, "edition " + edition))
            .toArray(String[]::new));
  }

  private static boolean hasThird(int edition) {
    return edition % 2 == 1;
  }

  /** Deploys the current code, and returns the URL of the API. */
  private URI deploy(FrontEnd project) throws IOException {
    project.deploy(
        new DeployParameters(
            DefaultNames.ROLE,
            Optional.empty(),
            DefaultNames.IAM_PATH,
            Optional.empty(),
            DeployParameters.ARCHITECTURE,
            Map.of(),
            false,
            false,
            OptionalInt.empty(),
            Duration.ofMinutes(DeployParameters.TIME_LIMIT),
            new ReleaseSettings(
                Optional.of(LIVE),
                Optional.empty(),
                ReleaseSettings.KEEP_VERSIONS,
                Optional.empty()),
            Optional.of(
                new ApiSettings(
                    "birds", CorsSettings.NONE, Optional.empty(), RouteAccess.Authorizers.NONE)),
            false,
            false));
    return URI.create(
        new ObjectMapper()
            .readTree(directory.resolve("reports/deploy-report.json").toFile())
            .path("api")
            .path("url")
            .asText());
  }

  private static void rollBack(FrontEnd project) {
    new AliasRollback(
            FrontEnd.OWNER,
            LIVE,
            FrontEnd.PREFIX,
            Optional.empty(),
            Optional.empty(),
            true,
            false,
            new RecordedProgress())
        .run(project::aws);
  }

  @Test
  void clientsSeeOnlyWholeAnswers() throws Exception {
    int rounds = Integer.getInteger("chirp.test.rounds", 10) / 2;
    Path events = Files.createDirectories(directory.resolve("src/test/event"));
    for (String name : List.of("first", "second", "third")) {
      Files.writeString(events.resolve(name + ".json"), "{}");
    }
    write(0);
    ExecutorService clients = Executors.newFixedThreadPool(3);
    try (FrontEnd project = new FrontEnd(directory)) {
      project.setUpRole();
      URI api = deploy(project);
      List<Future<Integer>> polls =
          Stream.of("/first", "/second", "/third")
              .map(path -> clients.submit(() -> poll(api.resolve(path))))
              .toList();
      for (int i = 1; i <= rounds; i++) {
        write(i);
        deploy(project);
        assertEquals(hasThird(i) ? 200 : 404, get(api.resolve("/third")).statusCode());
        rollBack(project);
        assertEquals(404, get(api.resolve("/third")).statusCode());
      }
      isOver.set(true);
      int count = 0;
      for (Future<Integer> poll : polls) {
        count += poll.get();
      }
      assertTrue(count > 2 * rounds, () -> answers.toString());
      System.out.printf(
          "%d answers during %d deploys and rollbacks: %s%n",
          count, 2 * rounds, new TreeMap<>(answers));
    } finally {
      isOver.set(true);
      clients.shutdownNow();
    }
    answers
        .keySet()
        .forEach(
            answer ->
                assertTrue(
                    answer.matches("/\\w+ 200 edition \\d+") || answer.equals(NO_THIRD),
                    answers::toString));
  }

  private static HttpResponse<String> get(URI target) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(target).build(), HttpResponse.BodyHandlers.ofString());
  }

  private int poll(URI target) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    int count = 0;
    while (!isOver.get()) {
      HttpResponse<String> response =
          client.send(HttpRequest.newBuilder(target).build(), HttpResponse.BodyHandlers.ofString());
      String body = response.body().replaceFirst("^.*\"(edition \\d+)\".*$", "$1");
      answers.merge(target.getPath() + " " + response.statusCode() + " " + body, 1, Integer::sum);
      count++;
    }
    return count;
  }
}
