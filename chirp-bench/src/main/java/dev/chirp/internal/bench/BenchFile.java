package dev.chirp.internal.bench;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.chirp.internal.bench.VariantResult.Sample;
import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The results as JSON for programs: the median and middle half of each figure, and every sample, so
 * that readers can compute other statistics.
 */
public record BenchFile(Instant start, Rounds rounds, List<BenchResult> functions) {
  public BenchFile {
    functions = List.copyOf(functions);
  }

  /** Writes the file and creates its parent folders. */
  public void writeTo(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (JsonGenerator json =
          new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
        write(json.setPrettyPrinter(new DefaultPrettyPrinter()));
      }
    } catch (IOException e) {
      throw ChirpException.execution("'%s' cannot be written.".formatted(file), e);
    }
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("start", start.toString());
    json.writeStringField("machine", machine());
    json.writeNumberField("rounds", rounds.measured());
    json.writeNumberField("warmInvocations", rounds.warm());
    json.writeArrayFieldStart("functions");
    for (BenchResult function : functions) {
      json.writeStartObject();
      json.writeStringField("name", function.function());
      write("variants", function.variants(), json);
      json.writeArrayFieldStart("limited");
      for (int megabytes : function.sizes()) {
        json.writeStartObject();
        json.writeNumberField("memorySize", megabytes);
        write("variants", function.limited().getOrDefault(megabytes, List.of()), json);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The properties of this machine that affect times: {@code Linux amd64, 4 processors}. */
  public static String machine() {
    return "%s %s, %d processors"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors());
  }

  private static void write(String name, List<VariantResult> variants, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (VariantResult variant : variants) {
      json.writeStartObject();
      json.writeStringField("name", variant.name());
      for (Metric metric : Metric.values()) {
        if (variant.has(metric)) {
          write(metric, variant, variants.get(0), json);
        }
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(
      Metric metric, VariantResult variant, VariantResult baseline, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(
        metric.name().toLowerCase(Locale.ROOT) + "_" + metric.unit().toLowerCase(Locale.ROOT));
    write(variant.of(metric), json);
    json.writeObjectFieldStart("ratio");
    write(variant.ratio(metric, baseline), json);
    json.writeEndObject();
    json.writeArrayFieldStart("rounds");
    for (Sample sample : variant.samples()) {
      json.writeNumber(metric.of(sample));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(Quartiles quartiles, JsonGenerator json) throws IOException {
    json.writeNumberField("median", quartiles.median());
    json.writeNumberField("lowerQuartile", quartiles.lower());
    json.writeNumberField("upperQuartile", quartiles.upper());
  }
}
