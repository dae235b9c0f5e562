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

/** Builds a function's configuration from a request and from Lambda's defaults. */
final class ConfigurationJson {
  private static final DateTimeFormatter LAST_MODIFIED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

  /** Members that are stored and returned unchanged. */
  private static final List<String> PLAIN =
      List.of(
          "Role", "Handler", "Runtime", "Description", "Timeout", "MemorySize", "EphemeralStorage");

  /** Further members of requests that change configurations. */
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

  /** Members of requests that change code. */
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

  private ConfigurationJson() {}

  /** Refuses members that the sandbox would otherwise ignore silently. */
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

  /** Refuses unknown members, including those that Lambda may add later, unless they are empty. */
  private static void requireKnown(JsonNode members, Predicate<String> known) {
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      JsonNode value = member.getValue();
      boolean hasContent = value.isContainerNode() ? !value.isEmpty() : !value.asText("").isEmpty();
      if (hasContent && !value.isNull() && !known.test(member.getKey())) {
        throw AwsError.unsupported("functions with " + member.getKey());
      }
    }
  }

  static void requireForCreate(LambdaRequest request) {
    request.require("Role");
    if (!request.has("Runtime") || !request.has("Handler")) {
      throw RequestValidation.invalid(
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

  /** Applies the members that the request contains. */
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
    configuration.remove(StoredFunction.PUBLISHED);
    return configuration.put("LastModified", LAST_MODIFIED.format(Instant.ofEpochMilli(now)));
  }
}
