package dev.chirp.benchmark.coldstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.bench.BenchFile;
import dev.chirp.internal.bench.VariantResult;
import dev.chirp.internal.bench.VariantResult.Sample;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartUpAimTest {
  private static final Batch FREE =
      new Batch(
          "server_status",
          Optional.empty(),
          false,
          "the whole machine, medians of 1 rounds",
          List.of(
              result(VariantNames.PYTHON, 60, 18, 1.0),
              result(VariantNames.SELF_CONTAINED, 54, 49, 2.0),
              result(VariantNames.plain(17), 540, 84, 3.0)),
          List.of("Node.js is left out: there is no /usr/bin/node."));

  private static final Batch LEFT_OUT =
      Batch.leftOut(MeasuredFunction.FETCH_CHIRPS, Optional.of(512), "too slow");

  private static final MeasuredMachine MACHINE =
      new MeasuredMachine(Instant.EPOCH, "a processor", 0.5, List.of("openjdk 17", "Python 3"));

  @Test
  void eachAimHasAVerdict() {
    List<String> verdicts =
        StartUpAim.of(List.of(FREE)).stream()
            .map(aim -> aim.measured() + " " + aim.verdict())
            .toList();
    assertEquals(
        List.of(
            "0.90 times met",
            "0.90 times not met",
            "10.0 times met",
            "49.0 MB not met",
            " not measured",
            "2.00 times not met",
            " not measured"),
        verdicts);
  }

  @Test
  void memoryAimNeedsALimitThatWasSet() {
    List<VariantResult> results = List.of(result(VariantNames.SELF_CONTAINED, 54, 49, 2.0));
    Batch processor =
        new Batch(
            "server_status",
            Optional.of(128),
            false,
            "the processor of 128 MB",
            results,
            List.of());
    Batch both =
        new Batch(
            "server_status",
            Optional.of(128),
            true,
            "the processor and the memory of 128 MB",
            results,
            List.of());
    assertEquals("not measured", StartUpAim.of(List.of(FREE, processor)).get(4).verdict());
    assertEquals("met", StartUpAim.of(List.of(FREE, both)).get(4).verdict());
    Batch none = new Batch("server_status", Optional.of(128), true, "128 MB", List.of(), List.of());
    assertEquals("not met", StartUpAim.of(List.of(FREE, none)).get(4).verdict());
    assertEquals("not measured", StartUpAim.of(List.of(none)).get(4).verdict());
  }

  @Test
  void tablesAreMarkdown() {
    String text = Markdown.of(MACHINE, List.of(FREE, LEFT_OUT), StartUpAim.of(List.of(FREE)));
    assertTrue(
        text.startsWith(
            """
            Measured on 1 January 1970: %s (a processor), load 0.50 when it began; openjdk 17, Python 3.

            `server_status`, the whole machine, medians of 1 rounds:

            | | First answer, ms | times Python 3 | CPU, ms | Memory, MB | last of 100 warm, ms | times |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: |
            | Python 3 | 60.0 (60.0 to 60.0) | 1.00 | 10.0 | 18.0 | 1.00 | 1.00 |
            | Chirp, self-contained | 54.0 (54.0 to 54.0) | 0.90 | 10.0 | 49.0 | 2.00 | 2.00 |
            """
                .formatted(BenchFile.machine())),
        text);
    assertTrue(text.contains("\nNode.js is left out: there is no /usr/bin/node.\n"), text);
    assertTrue(text.contains("`fetch_chirps`, 512 MB:\n\nNot measured: too slow\n"), text);
  }

  private static VariantResult result(String name, double first, double memory, double warm) {
    return new VariantResult(
        name,
        List.of(new Sample(first, first, 10, memory, Collections.nCopies(100, warm), 1, memory)));
  }
}
