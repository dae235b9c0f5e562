package dev.chirp.internal.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.invoke.EventSource;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.HandlerKind;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.testkit.RecordedProgress;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchFunctionsTest {
  @TempDir private Path directory;
  private final RecordedProgress log = new RecordedProgress();

  @Test
  void failureToLimitTheCpuIsTraced() throws Exception {
    Path events = Files.createDirectories(directory.resolve("event"));
    Files.writeString(events.resolve("find_chirp.json"), "{}");
    BenchFunctions benching =
        new BenchFunctions(
            List.of(),
            new EventSource(
                EventFiles.in(events),
                Path.of(""),
                Optional.empty(),
                Optional.empty(),
                InputStream.nullInputStream()),
            "chirp_",
            Map.of(),
            Rounds.of(1, 0),
            List.of(512),
            directory,
            log);
    // Fails even on a machine that allows control groups.
    log.breakOn(" limited", () -> ChirpException.project("planted"));
    BenchResult result =
        benching.of(
            new ProjectFunction(
                "find_chirp",
                "acme.FindChirp",
                HandlerKind.API_FUNCTION,
                17,
                new FunctionSettings(
                    new FunctionSettings.Setting<>(512, "test"),
                    new FunctionSettings.Setting<>(9, "test"),
                    new FunctionSettings.Setting<>("", "test"),
                    Optional.empty(),
                    Optional.empty(),
                    new FunctionSettings.Setting<>(List.of(), "test"),
                    Optional.empty(),
                    Map.of())));
    assertEquals(Map.of(), result.limited());
    assertEquals(1, log.traces().size(), log.lines::toString);
    assertTrue(
        log.traces().get(0).startsWith("DEBUG Computed instead of measured for 512 MB: "),
        log.lines::toString);
  }
}
