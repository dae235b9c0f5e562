package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** A function's configuration from what a request says, and from Lambda's defaults. */
final class Configuration {
  private static final DateTimeFormatter LAST_MODIFIED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

  /** Members that are kept and shown as they were given. */
  private static final List<String> PLAIN =
      List.of(
          "Role", "Handler", "Runtime", "Description", "Timeout", "MemorySize", "EphemeralStorage");

  /** What requests about configurations say besides. */
  private static final Set<String> OTHERS =
      Set.of(
          "Architectures",
          "Code",
          "Environment",
          "FunctionName",
          "LoggingConfig",
          "PackageType",
          "Publish",
          "RevisionId",
          "SnapStart",
          "Tags",
          "TracingConfig");

  /** What requests about code say. */
  private static final Set<String> CODE =
      Set.of(
          "Architectures",
          "DryRun",
          "Publish",
          "RevisionId",
          "S3Bucket",
          "S3Key",
          "S3ObjectVersion",
          "ZipFile");

  private Configuration() {}

  /** Refuses by name what would else be forgotten silently. */
  static void requireKnown(LambdaRequest request) {
    if (request.text("PackageType").orElse("Zip").equals("Image")) {
      throw AwsError.unsupported("functions of PackageType Image");
    }
    requireKnown(request.body(), member -> PLAIN.contains(member) || OTHERS.contains(member));
    requireKnownCode(request.body().path("Code"));
  }

  static void requireKnownCode(JsonNode code) {
    requireKnown(code, CODE::contains);
  }

  /** Whatever Lambda may learn one day: a member is known here, or has nothing to say. */
  private static void requireKnown(JsonNode members, Predicate<String> known) {
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      JsonNode value = member.getValue();
      boolean says = value.isContainerNode() ? !value.isEmpty() : !value.asText("").isEmpty();
      if (says && !value.isNull() && !known.test(member.getKey())) {
        throw AwsError.unsupported("functions with " + member.getKey());
      }
    }
  }

  static void requireForCreate(LambdaRequest request) {
    request.require("Role");
    if (!request.has("Runtime") || !request.has("Handler")) {
      throw Validation.invalid(
          "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
    }
  }

  static ObjectNode create(LambdaRequest request, String arn, String name) {
    ObjectNode configuration = LambdaRequest.JSON.createObjectNode();
    configuration.put("FunctionName", name);
    configuration.put("FunctionArn", arn);
    configuration.put("Version", QualifiedName.LATEST);
    configuration.put("Description", "");
    configuration.put("Timeout", 3);
    configuration.put("MemorySize", 128);
    configuration.put("PackageType", "Zip");
    configuration.put("RevisionId", UUID.randomUUID().toString());
    configuration.putArray("Architectures").add("x86_64");
    configuration.putObject("TracingConfig").put("Mode", "PassThrough");
    configuration.putObject("EphemeralStorage").put("Size", 512);
    configuration
        .putObject("LoggingConfig")
        .put("LogFormat", "Text")
        .put("LogGroup", "/aws/lambda/" + name);
    configuration.putObject("SnapStart").put("ApplyOn", "None").put("OptimizationStatus", "Off");
    return merged(configuration, request, 0);
  }

  /** Only those members change that are given. */
  static ObjectNode merged(ObjectNode configuration, LambdaRequest request, long now) {
    PLAIN.stream()
        .filter(request::has)
        .forEach(member -> configuration.set(member, request.body().get(member)));
    for (String member : List.of("TracingConfig", "LoggingConfig", "SnapStart")) {
      request
          .body()
          .path(member)
          .properties()
          .forEach(e -> ((ObjectNode) configuration.get(member)).set(e.getKey(), e.getValue()));
    }
    if (request.has("Environment")) {
      setVariables(configuration, request.body().path("Environment").path("Variables"));
    }
    return modified(configuration, now);
  }

  private static void setVariables(ObjectNode configuration, JsonNode variables) {
    if (variables.isEmpty()) {
      configuration.remove("Environment");
    } else {
      configuration.putObject("Environment").set("Variables", variables);
    }
  }

  static ObjectNode withCode(
      ObjectNode configuration, CodeStore.Code code, LambdaRequest request, long now) {
    configuration.put("CodeSha256", code.sha256());
    configuration.put("CodeSize", code.size());
    if (request.has("Architectures")) {
      configuration.set("Architectures", request.body().get("Architectures"));
    }
    return modified(configuration, now);
  }

  private static ObjectNode modified(ObjectNode configuration, long now) {
    configuration.remove(Function.PUBLISHED);
    return configuration.put("LastModified", LAST_MODIFIED.format(Instant.ofEpochMilli(now)));
  }
}
