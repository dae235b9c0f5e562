package dev.chirp.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.internal.serve.openapi.OpenApiDocument;
import dev.chirp.testkit.RecordedProgress;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document of a served project, over HTTP and as a file. No function runs. */
class ServedOpenApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  /** Each has a path of its own. */
  private static long routes() {
    return ServedTestApi.functions().stream()
        .filter(each -> each.function().settings().route().isPresent())
        .count();
  }

  private static ServedCode.ApiSettings named(String title) {
    return new ServedCode.ApiSettings(title, "1", CorsSettings.NONE, RouteAccess.Authorizers.NONE);
  }

  @Test
  void documentIsOfTheCodeAtTheTimeOfTheRequest() throws Exception {
    List<ServedFunction> functions = ServedTestApi.functions();
    AtomicReference<ServedCode> code =
        new AtomicReference<>(new ServedCode.Generation(1, functions, named("Chirps")));
    try (ServedTestApi api =
        ServedTestApi.start(() -> Objects.requireNonNull(code.get()), directory, 1, Map.of())) {
      HttpResponse<String> first = api.get("/_chirp/openapi.json");
      assertEquals(200, first.statusCode());
      assertEquals("application/json", first.headers().firstValue("content-type").orElse(""));
      assertEquals(
          List.of(), new OpenAPIV3Parser().readContents(first.body(), null, null).getMessages());
      JsonNode document = JSON.readTree(first.body());
      assertEquals("{\"title\":\"Chirps\",\"version\":\"1\"}", document.path("info").toString());
      assertEquals("find_chirp", document.at("/paths/~1chirps~1{id}/get/operationId").asText());
      assertEquals(routes(), document.path("paths").size());

      code.set(new ServedCode.Generation(2, functions.subList(0, 1), named("Renamed")));
      HttpResponse<String> edited = api.get("/_chirp/openapi.json");
      assertEquals("2", edited.headers().firstValue("x-chirp-generation").orElse(""));
      assertEquals(1, JSON.readTree(edited.body()).path("paths").size());
      assertEquals("Renamed", JSON.readTree(edited.body()).at("/info/title").asText());

      code.set(new ServedCode.CompileErrors(3, "Api.java:1: no"));
      HttpResponse<String> broken = api.get("/_chirp/openapi.json");
      assertEquals(500, broken.statusCode());
      assertEquals("Api.java:1: no", broken.body());

      code.set(new ServedCode.Generation(4, functions));
      assertEquals(200, api.get("/_chirp/openapi.json").statusCode());
      assertEquals(404, api.post("/_chirp/openapi.json", "").statusCode());
      assertEquals(
          403,
          api.send(api.request("/_chirp/openapi.json").header("Origin", "https://evil.example"))
              .statusCode());
      assertEquals("", api.log(), "no function ran");
    }
  }

  @Test
  void fileIsWrittenWithItsFoldersAndTheSameBytesAgain() throws IOException {
    Path file = directory.resolve("target/openapi.json");
    RecordedProgress progress = new RecordedProgress();
    ServedProject project = new ServedProject();
    project.describe(new OpenApiDocument.Info("Chirps", "1"));
    project.add(ServedTestApi.functions());
    OpenApiFile openApi = new OpenApiFile(project, file);
    openApi.write(progress);
    String first = Files.readString(file);
    openApi.write(progress);
    assertEquals(first, Files.readString(file));
    String said = "%s, with %d routes".formatted(file, routes());
    assertEquals(List.of(said, said), progress.said());
    assertTrue(progress.warnings().isEmpty(), progress::text);
  }
}
