package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.lambda.Changes.Change;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A function, as stored. Its configurations have Lambda's own members. Further members start with a
 * dollar sign: they tell when the function's states end, and how.
 */
record StoredFunction(ObjectNode json) {
  /** The state of a function or version during its creation. */
  static final String PENDING = "Pending";

  private static final String PENDING_UNTIL = "$pendingUntil";
  private static final String UPDATING_UNTIL = "$updatingUntil";
  private static final String PENDING_FAILURE = "$pendingFailure";
  private static final String UPDATE_FAILURE = "$updateFailure";
  static final String PUBLISHED = "$published";
  private static final String PREVIOUS = "$previous";

  static StoredFunction create(ObjectNode configuration, Change change, long now) {
    ObjectNode json = LambdaRequest.JSON.createObjectNode();
    begin(configuration, PENDING_UNTIL, PENDING_FAILURE, change, now);
    json.set("latest", configuration);
    json.put("nextVersion", 1);
    json.putObject("versions");
    json.putObject("aliases");
    json.putObject("tags");
    return new StoredFunction(json);
  }

  private static void begin(
      ObjectNode configuration, String until, String failure, Change change, long now) {
    configuration.put(until, now + change.duration().toMillis());
    configuration.remove(failure);
    change
        .failure()
        .ifPresent(
            why ->
                configuration.putObject(failure).put("code", why.code()).put("why", why.reason()));
  }

  ObjectNode latest() {
    return (ObjectNode) json.get("latest");
  }

  ObjectNode versions() {
    return (ObjectNode) json.get("versions");
  }

  ObjectNode aliases() {
    return (ObjectNode) json.get("aliases");
  }

  ObjectNode tags() {
    return (ObjectNode) json.get("tags");
  }

  /** Function URLs by alias, or {@code $LATEST}. */
  ObjectNode urls() {
    return json.withObject("/urls");
  }

  /** Resource policies by qualifier; the empty qualifier is the function itself. */
  ObjectNode policies() {
    return json.withObject("/policies");
  }

  String name() {
    return latest().get("FunctionName").asText();
  }

  /** The configuration that a version or an alias points to. */
  Optional<ObjectNode> find(String qualifier) {
    if (qualifier.isEmpty() || qualifier.equals(QualifiedName.LATEST)) {
      return Optional.of(latest());
    }
    String version =
        aliases().has(qualifier)
            ? aliases().get(qualifier).get("FunctionVersion").asText()
            : qualifier;
    return version.equals(QualifiedName.LATEST)
        ? Optional.of(latest())
        : Optional.ofNullable((ObjectNode) versions().get(version));
  }

  /** The configuration for one invocation of the qualifier; an alias may choose by weight. */
  Optional<ObjectNode> choose(String qualifier) {
    JsonNode alias = aliases().path(qualifier);
    return alias.isMissingNode()
        ? find(qualifier)
        : find(
            AliasRouting.in(alias)
                .choose(
                    alias.get("FunctionVersion").asText(),
                    ThreadLocalRandom.current().nextDouble()));
  }

  /** All configurations, {@code $LATEST} first. */
  Stream<ObjectNode> configurations() {
    Stream<ObjectNode> published =
        StreamSupport.stream(versions().spliterator(), false)
            .map(ObjectNode.class::cast)
            .sorted(Comparator.comparingInt(version -> version.get("Version").asInt()));
    return Stream.concat(Stream.of(latest()), published);
  }

  /** Replaces the latest configuration. The new one takes effect when the change is complete. */
  void update(ObjectNode changed, Change change, long now) {
    ObjectNode before = inForce(latest(), now).deepCopy();
    before.remove(PREVIOUS);
    changed.remove(PREVIOUS);
    if (latest().has(PUBLISHED) && essence(changed).equals(essence(latest()))) {
      changed.set(PUBLISHED, latest().get(PUBLISHED));
    }
    changed.put("RevisionId", UUID.randomUUID().toString());
    begin(changed, UPDATING_UNTIL, UPDATE_FAILURE, change, now);
    changed.set(PREVIOUS, before);
    json.set("latest", changed);
  }

  /** Publishes the latest configuration as a version. */
  ObjectNode publish(String description, Change change, long now) {
    ObjectNode version = latest().deepCopy();
    String number = json.get("nextVersion").asText();
    version.remove(PREVIOUS);
    version.remove(List.of(UPDATING_UNTIL, UPDATE_FAILURE));
    version.put("Version", number);
    version.put("FunctionArn", latest().get("FunctionArn").asText() + ":" + number);
    version.put("RevisionId", UUID.randomUUID().toString());
    version.put("Description", description);
    begin(version, PENDING_UNTIL, PENDING_FAILURE, change, now);
    if (version.path("SnapStart").path("ApplyOn").asText().equals("PublishedVersions")) {
      ((ObjectNode) version.get("SnapStart")).put("OptimizationStatus", "On");
    }
    versions().set(number, version);
    json.put("nextVersion", Integer.parseInt(number) + 1);
    latest().put(PUBLISHED, number);
    return version;
  }

  /** The part of a configuration whose changes make a new version. */
  private static ObjectNode essence(ObjectNode configuration) {
    ObjectNode essence = configuration.deepCopy();
    essence.remove(List.of(PREVIOUS, PUBLISHED, PENDING_UNTIL, UPDATING_UNTIL));
    essence.remove(List.of(PENDING_FAILURE, UPDATE_FAILURE));
    essence.remove(List.of("LastModified", "RevisionId"));
    return essence;
  }

  static boolean isPending(JsonNode configuration, long now) {
    return now < configuration.path(PENDING_UNTIL).asLong();
  }

  static boolean isUpdating(JsonNode configuration, long now) {
    return now < configuration.path(UPDATING_UNTIL).asLong();
  }

  /** The failure of a creation; missing if the creation succeeded or is pending. */
  static JsonNode failureOfCreation(JsonNode configuration, long now) {
    return isPending(configuration, now)
        ? MissingNode.getInstance()
        : configuration.path(PENDING_FAILURE);
  }

  /** The failure of the last update; missing if the update succeeded or is in progress. */
  static JsonNode failureOfUpdate(JsonNode configuration, long now) {
    return isUpdating(configuration, now)
        ? MissingNode.getInstance()
        : configuration.path(UPDATE_FAILURE);
  }

  /**
   * The configuration in effect. During an update, and after a failed one, it is the previous one.
   */
  static ObjectNode inForce(ObjectNode configuration, long now) {
    boolean isUpdateIncomplete =
        isUpdating(configuration, now) || failureOfUpdate(configuration, now).isObject();
    boolean before = isUpdateIncomplete && configuration.has(PREVIOUS);
    return before ? (ObjectNode) configuration.get(PREVIOUS) : configuration;
  }

  /** The hashes of all published code, and of the code that runs now or after an update. */
  Stream<String> codes(long now) {
    return Stream.concat(configurations(), Stream.of(inForce(latest(), now)))
        .map(configuration -> configuration.get("CodeSha256").asText());
  }

  /** Refuses a change while the function is pending or being updated. */
  void requireSettled(long now) {
    String arn = latest().get("FunctionArn").asText();
    requireCreated(latest(), now);
    if (isUpdating(latest(), now)) {
      throw conflict(
          "The operation cannot be performed at this time. An update is in progress for resource: "
              + arn);
    }
  }

  void requireRevision(Optional<String> revision) {
    requireRevision(latest(), revision);
  }

  static void requireRevision(JsonNode subject, Optional<String> revision) {
    if (revision.isPresent() && !subject.path("RevisionId").asText().equals(revision.get())) {
      throw new AwsError(
          412,
          "PreconditionFailedException",
          "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id");
    }
  }

  /** Refuses the use of a function or version that is pending or failed. */
  static void requireCreated(JsonNode configuration, long now) {
    boolean failed = failureOfCreation(configuration, now).isObject();
    if (failed || isPending(configuration, now)) {
      throw conflict(
          "The operation cannot be performed at this time. The function is currently in the following state: "
              + (failed ? "Failed" : PENDING));
    }
  }

  static AwsError conflict(String message) {
    return new AwsError(409, "ResourceConflictException", message);
  }
}
