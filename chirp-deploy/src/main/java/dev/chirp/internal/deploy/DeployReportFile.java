package dev.chirp.internal.deploy;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.chirp.internal.aws.Identity;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DeployedApi;
import dev.chirp.internal.deploy.CodeLocation.InBucket;
import dev.chirp.internal.pack.CodePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The report as JSON. It contains no values of environment variables. */
record DeployReportFile(
    String runId,
    Instant start,
    Instant end,
    Identity identity,
    String region,
    CodePackage code,
    Optional<InBucket> uploaded,
    List<FunctionResult> results,
    List<String> leftovers,
    Optional<DeployedApi> api) {
  DeployReportFile {
    results = List.copyOf(results);
    leftovers = List.copyOf(leftovers);
  }

  DeployReportFile with(List<FunctionResult> otherResults, Instant otherEnd) {
    return new DeployReportFile(
        runId, start, otherEnd, identity, region, code, uploaded, otherResults, leftovers, api);
  }

  DeployReportFile with(DeployedApi made, Instant otherEnd) {
    return new DeployReportFile(
        runId,
        start,
        otherEnd,
        identity,
        region,
        code,
        uploaded,
        results,
        leftovers,
        Optional.of(made));
  }

  static Path in(Path folder) {
    return folder.resolve("deploy-report.json");
  }

  Path writeTo(Path folder) {
    Path file = in(folder);
    try {
      Files.createDirectories(folder);
      // Written as a stream, because loading databind takes longer than deploying a function.
      try (JsonGenerator json =
          new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
        write(json.setPrettyPrinter(new DefaultPrettyPrinter()));
      }
      return file;
    } catch (IOException e) {
      throw ChirpException.execution("The report '%s' cannot be written.".formatted(file), e);
    }
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("runId", runId);
    json.writeStringField("start", start.toString());
    json.writeNumberField("durationMillis", Duration.between(start, end).toMillis());
    json.writeStringField("account", identity.account());
    json.writeStringField("region", region);
    json.writeStringField("principal", identity.principal());
    json.writeObjectFieldStart("zip");
    json.writeStringField("codeSha256", code.codeSha256());
    json.writeNumberField("size", code.size());
    json.writeEndObject();
    if (uploaded.isPresent()) {
      write(uploaded.get(), json);
    }
    json.writeArrayFieldStart("functions");
    for (FunctionResult result : results) {
      result.writeTo(json);
    }
    json.writeEndArray();
    if (api.isPresent()) {
      write(api.get(), json);
    }
    json.writeFieldName("leftovers");
    json.writeArray(leftovers.toArray(String[]::new), 0, leftovers.size());
    json.writeEndObject();
  }

  private static void write(DeployedApi api, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("api");
    json.writeStringField("name", api.name());
    json.writeStringField("apiId", api.id());
    json.writeStringField("url", api.url());
    json.writeStringField("outcome", api.outcome().name());
    json.writeStringField("change", api.change());
    json.writeStringField("proof", api.proof());
    json.writeStringField("problem", api.problem());
    json.writeStringField("hint", api.hint());
    json.writeEndObject();
  }

  private static void write(InBucket object, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("s3");
    json.writeStringField("bucket", object.bucket());
    json.writeStringField("key", object.key());
    if (object.version().isPresent()) {
      json.writeStringField("version", object.version().get());
    }
    json.writeEndObject();
  }
}
