package dev.chirp.internal.loop;

import static dev.chirp.internal.loop.Turns.accepted;
import static dev.chirp.internal.loop.Turns.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TrainingTest {
  private static final String NEXT = "invocation/next";
  private static final String RESPONSE = "invocation/id-1/response";

  @TempDir private Path directory;

  @Test
  void runsEachHandlerForItsEvents() throws Exception {
    Path events = Files.createDirectories(directory.resolve("events/acme.Told"));
    Files.writeString(events.resolve("a.json"), "count");
    try (ScriptedApi api =
            new ScriptedApi(
                event("count"), accepted(), event("throw"), accepted(), event("21"), accepted());
        ForkedLoop training =
            ForkedLoop.training(
                directory,
                api,
                List.of("-Dchirp.warmUp=events"),
                "acme.Told=2",
                "acme.Doubling=1")) {
      assertEquals(0, training.status());
      assertEquals(
          List.of(NEXT, RESPONSE, NEXT, "invocation/id-1/error", NEXT, RESPONSE), api.paths());
      assertEquals("2", api.request(1).text(), "the handler was warmed up first");
      assertEquals("42", api.request(5).text());
    }
  }

  @Test
  void brokenHandlerStopsTheTrainingAndIsNamed() throws Exception {
    try (ScriptedApi api = new ScriptedApi(event("21"), accepted(), accepted());
        ForkedLoop training =
            ForkedLoop.training(
                directory, api, List.of(), "acme.Doubling=1", "acme.Missing=3", "acme.Told=1")) {
      assertEquals(RuntimeLoop.INIT_FAILED, training.status());
      assertEquals(List.of(NEXT, RESPONSE, "init/error"), api.paths());
      assertTrue(training.stdout().endsWith("Stopped at acme.Missing\n"), training.stdout());
    }
  }

  @Test
  void inconsistentPackageIsNotTrained() throws Exception {
    Files.writeString(directory.resolve(PackageSums.FILE), "0 1 0 missing.jar\n");
    try (ScriptedApi api = new ScriptedApi(accepted());
        ForkedLoop training = ForkedLoop.training(directory, api, List.of(), "acme.Doubling=1")) {
      assertEquals(RuntimeLoop.INIT_FAILED, training.status());
      assertTrue(
          training.stdout().contains("'missing.jar' is not the one that it was packaged with"),
          training.stdout());
      assertEquals(List.of("init/error"), api.paths());
    }
  }

  @Test
  void tlsIsTrainedOnRequest() throws Exception {
    try (ScriptedApi api = new ScriptedApi();
        ForkedLoop training =
            ForkedLoop.training(
                directory, api, List.of("-Dchirp.tls=true", "-Xlog:class+load:file=loaded.log"))) {
      assertEquals(0, training.status());
    }
    assertTrue(
        Files.readString(directory.resolve("loaded.log"))
            .contains(" sun.security.ssl.ClientHello "));
  }

  @Test
  void trainingFailsWithoutItsServer() throws Exception {
    ScriptedApi api = new ScriptedApi();
    api.close();
    try (ForkedLoop training = ForkedLoop.training(directory, api, List.of(), "acme.Told=1")) {
      assertEquals(RuntimeLoop.API_FAILED, training.status());
    }
  }

  @Test
  void invalidArgumentsAreRefused() throws Exception {
    try (ScriptedApi api = new ScriptedApi();
        ForkedLoop training = ForkedLoop.training(directory, api, List.of(), "acme.Told")) {
      assertEquals(64, training.status());
      assertEquals(
          "'acme.Told' is not a <handler>=<count>.\nTry: acme.ServerStatus=100\n",
          training.stderr());
      assertTrue(api.requests().isEmpty());
    }
  }
}
