package dev.chirp.internal.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.bench.VariantResult.Sample;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTableTest {
  private static final VariantResult MANAGED =
      new VariantResult(
          "managed, java17", List.of(new Sample(300, 400, 500, 84, List.of(2.0, 4.0, 3.0), 1, 90)));
  private static final VariantResult OWN =
      new VariantResult(
          "self-contained", List.of(new Sample(40, 50, 52, 36, List.of(0.5, 0.5, 0.5), 0.25, 37)));
  private static final BenchResult RESULT =
      new BenchResult(
          "server_status",
          List.of(MANAGED, OWN),
          Map.of(
              512,
              List.of(
                  new VariantResult(
                      "self-contained", List.of(new Sample(150, 181, 52, 36, List.of(), 0, 36))))));

  @Test
  void tableShowsMeasuredAndComputedFigures() {
    assertEquals(
        """
        server_status
          here: ms, MB     start         first answer   CPU  memory  warm   p99  after
          managed, java17    300     400 (400 to 400)   500    84.0  3.00  4.00   90.0
          self-contained    40.0  50.0 (50.0 to 50.0)  52.0    36.0  0.50  0.50   37.0
            times managed   0.13                 0.13  0.10    0.43  0.17  0.13   0.41

          on Lambda                    128 MB   512 MB
          managed, java17
            first answer, ms             6910     1728
            first answer, $ on x86_64    14.4     14.4
            first answer, $ on arm64     11.5     11.5
            warm, ms                     13.8     3.46
            warm, $ on x86_64            0.03     0.03
            warm, $ on arm64             0.02     0.03
          self-contained
            first answer, ms              719      181*
            first answer, $ on x86_64    1.50     1.51
            first answer, $ on arm64     1.20     1.21
            warm, ms                     3.46     0.86
            warm, $ on x86_64            0.01     0.01
            warm, $ on arm64             0.01     0.01
        """,
        new BenchTable(new Rounds(1, 0, 3), List.of(128, 512)).of(RESULT));
  }

  @Test
  void fileHoldsAllFiguresAsJson(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("target").resolve("bench.json");
    new BenchFile(Instant.EPOCH, new Rounds(1, 0, 3), List.of(RESULT)).writeTo(file);
    JsonNode function = new ObjectMapper().readTree(file.toFile()).get("functions").get(0);
    assertEquals("server_status", function.get("name").asText());
    JsonNode own = function.get("variants").get(1);
    assertEquals(50, own.at("/first_answer_ms/median").asDouble());
    assertEquals(0.125, own.at("/first_answer_ms/ratio/median").asDouble());
    assertEquals(36, own.at("/memory_mb/rounds/0").asDouble());
    assertEquals(512, function.at("/limited/0/memorySize").asInt());
    assertTrue(function.at("/limited/0/variants/0/warm_ms").isMissingNode());
  }
}
