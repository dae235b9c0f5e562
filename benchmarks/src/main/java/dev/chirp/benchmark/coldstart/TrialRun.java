package dev.chirp.benchmark.coldstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.bench.Measurement.Variant;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.process.TimedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts each variant once before the measurement. Leaves out variants without a response, such as
 * for lack of memory, and variants whose response differs from the baseline's.
 *
 * @param directory for logs
 */
record TrialRun(Path directory, Progress progress) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The comparable variants, and remarks on the others. */
  record Passed(List<Variant> variants, List<String> remarks) {}

  Passed of(List<Variant> variants) throws IOException {
    Passed passed = new Passed(new ArrayList<>(), new ArrayList<>());
    Optional<Map<String, String>> expected = Optional.empty();
    for (Variant variant : variants) {
      progress.status("Trial: " + variant.name());
      Optional<Map<String, String>> shape = response(variant).map(TrialRun::shape);
      if (shape.isEmpty()) {
        passed.remarks().add(variant.name() + " gives no response there.");
      } else if (!expected.orElse(shape.get()).equals(shape.get())) {
        progress.warn(
            "%s answers %s, not %s".formatted(variant.name(), shape.get(), expected.get()));
        passed.remarks().add(variant.name() + " is left out: its response has other fields.");
      } else {
        expected = shape;
        passed.variants().add(variant);
      }
    }
    progress.status("");
    return passed;
  }

  private Optional<String> response(Variant variant) throws IOException {
    Path log = directory.resolve("trial.log");
    InvocationEvent event = InvocationEvent.of("trial", event(variant));
    try (TimedProcess process = TimedProcess.start(variant.launch(), event, log)) {
      InvocationResult result = process.first().result();
      if (result.failed()) {
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        progress.warn("%s: %s%n%s".formatted(variant.name(), result.payload(), text));
        return Optional.empty();
      }
      return Optional.of(result.payload());
    } catch (ChirpException e) {
      progress.warn("%s: %s".formatted(variant.name(), e.getMessage()));
      return Optional.empty();
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private static String event(Variant variant) {
    return variant.events().get(0);
  }

  private static Map<String, String> shape(String payload) {
    try {
      return ResponseShape.of(JSON.readTree(payload));
    } catch (JsonProcessingException e) {
      return Map.of("not JSON", payload);
    }
  }
}
