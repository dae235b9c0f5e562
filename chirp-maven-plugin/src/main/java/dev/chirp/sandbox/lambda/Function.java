package dev.chirp.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.sandbox.http.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A function as it is kept: its configurations in Lambda's own members, and beside them, in members
 * that begin with a dollar sign, the instants that its states end at.
 */
record Function(ObjectNode json) {
  private static final String PENDING_UNTIL = "$pendingUntil";
  private static final String UPDATING_UNTIL = "$updatingUntil";
  static final String PUBLISHED = "$published";
  private static final String PREVIOUS = "$previous";

  static Function create(ObjectNode configuration, long pendingUntil) {
    ObjectNode json = Request.JSON.createObjectNode();
    json.set("latest", configuration.put(PENDING_UNTIL, pendingUntil));
    json.put("nextVersion", 1);
    json.putObject("versions");
    json.putObject("aliases");
    json.putObject("tags");
    return new Function(json);
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

  /** By alias, or {@code $LATEST}. */
  ObjectNode urls() {
    return json.withObject("/urls");
  }

  /** By qualifier; the empty one is the function's own. */
  ObjectNode policies() {
    return json.withObject("/policies");
  }

  String name() {
    return latest().get("FunctionName").asText();
  }

  /** The configuration that a version or an alias means. */
  Optional<ObjectNode> find(String qualifier) {
    if (qualifier.isEmpty() || qualifier.equals(FunctionName.LATEST)) {
      return Optional.of(latest());
    }
    String version =
        aliases().has(qualifier)
            ? aliases().get(qualifier).get("FunctionVersion").asText()
            : qualifier;
    return version.equals(FunctionName.LATEST)
        ? Optional.of(latest())
        : Optional.ofNullable((ObjectNode) versions().get(version));
  }

  /** The configuration that one invocation of the qualifier gets. */
  Optional<ObjectNode> choose(String qualifier) {
    JsonNode alias = aliases().path(qualifier);
    return alias.isMissingNode()
        ? find(qualifier)
        : find(
            Weights.in(alias)
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

  /** Puts a changed configuration in the place of the latest, to be in force from an instant on. */
  void update(ObjectNode changed, long until, long now) {
    ObjectNode before = inForce(latest(), now).deepCopy();
    before.remove(PREVIOUS);
    changed.remove(PREVIOUS);
    if (latest().has(PUBLISHED) && essence(changed).equals(essence(latest()))) {
      changed.set(PUBLISHED, latest().get(PUBLISHED));
    }
    changed.put("RevisionId", UUID.randomUUID().toString());
    changed.put(UPDATING_UNTIL, until);
    changed.set(PREVIOUS, before);
    json.set("latest", changed);
  }

  /** Makes a version of the latest configuration. */
  ObjectNode publish(String description, long pendingUntil) {
    ObjectNode version = latest().deepCopy();
    String number = json.get("nextVersion").asText();
    version.remove(PREVIOUS);
    version.remove(UPDATING_UNTIL);
    version.put("Version", number);
    version.put("FunctionArn", latest().get("FunctionArn").asText() + ":" + number);
    version.put("RevisionId", UUID.randomUUID().toString());
    version.put("Description", description);
    version.put(PENDING_UNTIL, pendingUntil);
    if (version.path("SnapStart").path("ApplyOn").asText().equals("PublishedVersions")) {
      ((ObjectNode) version.get("SnapStart")).put("OptimizationStatus", "On");
    }
    versions().set(number, version);
    json.put("nextVersion", Integer.parseInt(number) + 1);
    latest().put(PUBLISHED, number);
    return version;
  }

  /** What makes one configuration another, so that a new version is made of it. */
  private static ObjectNode essence(ObjectNode configuration) {
    ObjectNode essence = configuration.deepCopy();
    essence.remove(List.of(PREVIOUS, PUBLISHED, PENDING_UNTIL, UPDATING_UNTIL));
    essence.remove(List.of("LastModified", "RevisionId"));
    return essence;
  }

  static boolean isPending(JsonNode configuration, long now) {
    return now < configuration.path(PENDING_UNTIL).asLong();
  }

  static boolean isUpdating(JsonNode configuration, long now) {
    return now < configuration.path(UPDATING_UNTIL).asLong();
  }

  /** What callers get: while an update is in progress, what was before it. */
  static ObjectNode inForce(ObjectNode configuration, long now) {
    boolean before = isUpdating(configuration, now) && configuration.has(PREVIOUS);
    return before ? (ObjectNode) configuration.get(PREVIOUS) : configuration;
  }

  /** Refuses what has to wait for the function. */
  void requireSettled(long now) {
    String arn = latest().get("FunctionArn").asText();
    if (isPending(latest(), now)) {
      throw pending();
    }
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
      throw new Refusal(
          412,
          "PreconditionFailedException",
          "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id");
    }
  }

  static Refusal pending() {
    return conflict(
        "The operation cannot be performed at this time. The function is currently in the following state: Pending");
  }

  static Refusal conflict(String message) {
    return new Refusal(409, "ResourceConflictException", message);
  }
}
