package dev.chirp.internal.serve;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.loop.HandlerLoader;
import dev.chirp.internal.process.ClassPaths;
import dev.chirp.internal.project.FunctionScan;
import dev.chirp.internal.project.GivenSettings;
import dev.chirp.internal.serve.api.Hello;
import dev.chirp.internal.serve.code.ServedCodeSource;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.testkit.RecordedProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The functions of the package {@code api}, served for a test by real processes. */
final class ServedTestApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  final RecordedProgress console = new RecordedProgress();
  final LocalApi api;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final HttpClient client = HttpClient.newHttpClient();

  private ServedTestApi(
      ServedCodeSource source,
      Path directory,
      int concurrency,
      Map<String, String> variables,
      OptionalInt debugPort)
      throws InterruptedException {
    this.api =
        LocalApi.start(
            source,
            new ServeSettings(
                0,
                concurrency,
                variables,
                directory,
                debugPort,
                console,
                new PrintStream(log, true, StandardCharsets.UTF_8)));
  }

  /**
   * Starts the server.
   *
   * @param variables of all functions
   */
  static ServedTestApi start(Path directory, int concurrency, Map<String, String> variables)
      throws InterruptedException {
    return start(
        ServedCodeSource.CompiledProject.of(functions()), directory, concurrency, variables);
  }

  static ServedTestApi start(
      ServedCodeSource source, Path directory, int concurrency, Map<String, String> variables)
      throws InterruptedException {
    return new ServedTestApi(source, directory, concurrency, variables, OptionalInt.empty());
  }

  /** Starts the server, with ports for debuggers from this one on. */
  static ServedTestApi debugged(
      ServedCodeSource source, Path directory, Map<String, String> variables, int port)
      throws InterruptedException {
    return new ServedTestApi(source, directory, 10, variables, OptionalInt.of(port));
  }

  /** All functions of the tests, without event files. */
  static List<ServedFunction> functions() {
    return functions(origin(Hello.class));
  }

  /** Copies the functions' classes to a folder, and returns it. */
  static Path copyTo(Path folder) throws IOException {
    DirectoryTree.copy(origin(Hello.class), folder, file -> true);
    return folder;
  }

  /** All functions of the tests, with their classes in this folder, without event files. */
  static List<ServedFunction> functions(Path classes) {
    return functions(classes, Path.of("no-events"));
  }

  /**
   * All functions of the tests.
   *
   * @param events the folder of their event files
   */
  static List<ServedFunction> functionsWithEvents(Path events) {
    return functions(origin(Hello.class), events);
  }

  private static List<ServedFunction> functions(Path classes, Path events) {
    return new FunctionScan(
            classes, List.of(origin(ApiFunction.class)), "chirp_", GivenSettings.none(classes))
        .run().all().stream()
            .map(
                function ->
                    ServedFunction.of(
                        function,
                        "chirp_" + function.name(),
                        JavaHome.current(),
                        Optional.empty(),
                        classPaths(classes),
                        EventFiles.in(events)))
            .toList();
  }

  private static ClassPaths classPaths(Path classes) {
    return new ClassPaths(
        Stream.of(Context.class, PojoSerializer.class).map(ServedTestApi::origin).toList(),
        Stream.concat(Stream.of(classes), paths(ApiFunction.class).stream()).toList(),
        paths(ClassPaths.class, ApiFunction.class, HandlerLoader.class));
  }

  private static List<Path> paths(Class<?>... types) {
    return Stream.concat(
            Stream.of(types), Stream.of(ObjectMapper.class, JsonFactory.class, JsonProperty.class))
        .map(ServedTestApi::origin)
        .toList();
  }

  private static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** Calls the page's data, and reads the JSON. */
  JsonNode page(String path) throws IOException, InterruptedException {
    return JSON.readTree(get("/_chirp/api/" + path).body());
  }

  /** Calls an action as the page does. */
  HttpResponse<String> act(String action, Object body) throws IOException, InterruptedException {
    return post(
        "/_chirp/api/" + action,
        JSON.writeValueAsString(body),
        "x-chirp-page",
        "1",
        "Origin",
        api.url().toString());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.url().resolve(path)).timeout(LIMIT);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The functions' logs so far. */
  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    api.close();
  }
}
