package dev.chirp.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.aws.Identity;
import dev.chirp.core.ChirpException;
import dev.chirp.core.CodePackage;
import dev.chirp.deploy.CodeLocation.InBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The report for programs. No values of environment variables are in it. */
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
  private static final ObjectMapper JSON = new ObjectMapper();

  DeployReportFile {
    leftovers = List.copyOf(leftovers);
  }

  Path writeTo(Path folder) {
    Path file = folder.resolve("deploy-report.json");
    try {
      Files.createDirectories(folder);
      JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json());
      return file;
    } catch (IOException e) {
      throw ChirpException.execution("The report '%s' cannot be written.".formatted(file), e);
    }
  }

  private ObjectNode json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("runId", runId);
    root.put("start", start.toString());
    root.put("durationMillis", Duration.between(start, end).toMillis());
    root.put("account", identity.account());
    root.put("region", region);
    root.put("principal", identity.principal());
    ObjectNode zip = root.putObject("zip");
    zip.put("codeSha256", code.codeSha256());
    zip.put("size", code.size());
    uploaded.ifPresent(
        object -> {
          ObjectNode s3 = root.putObject("s3");
          s3.put("bucket", object.bucket());
          s3.put("key", object.key());
          object.version().ifPresent(version -> s3.put("version", version));
        });
    ArrayNode functions = root.putArray("functions");
    results.forEach(result -> describe(result, functions.addObject()));
    ArrayNode left = root.putArray("leftovers");
    leftovers.forEach(left::add);
    return root;
  }

  private static void describe(FunctionResult result, ObjectNode node) {
    FunctionPlan plan = result.plan();
    node.put("name", plan.spec().name());
    node.put("functionName", plan.spec().lambdaName());
    node.put("action", plan.action());
    node.put("differences", plan.differences());
    node.put("outcome", result.outcome().kind().name());
    node.put("reason", result.outcome().reason());
    node.put("hint", result.outcome().hint());
    node.put("codeSha256Before", plan.remote().map(RemoteFunction::codeSha256).orElse(""));
    node.put("codeSha256After", result.codeSha256());
    node.put("durationMillis", result.duration().toMillis());
    node.put("attempts", result.attempts());
    ArrayNode ids = node.putArray("requestIds");
    result.requestIds().forEach(ids::add);
  }
}
