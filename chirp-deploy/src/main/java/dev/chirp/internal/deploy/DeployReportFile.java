package dev.chirp.internal.deploy;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.chirp.internal.aws.Identity;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.core.Release;
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
    List<String> leftovers) {
  DeployReportFile {
    results = List.copyOf(results);
    leftovers = List.copyOf(leftovers);
  }

  DeployReportFile with(List<FunctionResult> otherResults, Instant otherEnd) {
    return new DeployReportFile(
        runId, start, otherEnd, identity, region, code, uploaded, otherResults, leftovers);
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
      write(result, json);
    }
    json.writeEndArray();
    write("leftovers", leftovers, json);
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

  private static void write(FunctionResult result, JsonGenerator json) throws IOException {
    FunctionPlan plan = result.plan();
    json.writeStartObject();
    json.writeStringField("name", plan.spec().name());
    json.writeStringField("functionName", plan.spec().lambdaName());
    json.writeStringField("action", plan.action());
    json.writeStringField("differences", result.differences());
    json.writeStringField("outcome", result.outcome().kind().name());
    json.writeStringField("reason", result.outcome().reason());
    json.writeStringField("hint", result.outcome().hint());
    json.writeStringField(
        "codeSha256Before", plan.remote().map(RemoteFunction::codeSha256).orElse(""));
    json.writeStringField("codeSha256After", result.codeSha256());
    json.writeNumberField("durationMillis", result.duration().toMillis());
    json.writeNumberField("attempts", result.attempts());
    write("requestIds", result.requestIds(), json);
    if (result.release().isPresent()) {
      write(result.release().get(), json);
    }
    if (result.url().isPresent()) {
      write(result.url().get(), json);
    }
    json.writeEndObject();
  }

  private static void write(FunctionUrl url, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("functionUrl");
    json.writeStringField("url", url.url());
    json.writeStringField("access", url.access());
    json.writeStringField("problem", url.problem());
    json.writeEndObject();
  }

  private static void write(Release release, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("release");
    json.writeStringField("outcome", release.kind().name());
    json.writeStringField("alias", release.alias());
    json.writeStringField("version", release.version());
    json.writeStringField("versionBefore", release.before());
    json.writeStringField("proof", release.proof());
    json.writeStringField("reason", release.reason());
    json.writeEndObject();
  }

  private static void write(String name, List<String> values, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
