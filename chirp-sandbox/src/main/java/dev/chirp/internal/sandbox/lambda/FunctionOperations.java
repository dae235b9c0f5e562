package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.lambda.CodeStore.Download;
import java.util.List;
import java.util.stream.Stream;

/** Operations on functions and their versions. */
final class FunctionOperations {
  private final FunctionStore functions;
  private final CodeStore codes;
  private final Roles roles;
  private final LambdaSettings settings;

  FunctionOperations(
      FunctionStore functions, CodeStore codes, Roles roles, LambdaSettings settings) {
    this.functions = functions;
    this.codes = codes;
    this.roles = roles;
    this.settings = settings;
  }

  Response create(LambdaRequest request) {
    QualifiedName name = QualifiedName.parse(request.require("FunctionName"), request.scope());
    ConfigurationJson.requireKnown(request);
    ConfigurationJson.requireForCreate(request);
    RequestValidation.check(request);
    if (functions.find(request.scope(), name.name()).isPresent()) {
      throw StoredFunction.conflict("Function already exist: " + name.name());
    }
    roles.requirePassable(request.scope().account(), request.require("Role"));
    CodeStore.Code code =
        codes
            .store(request, request.body().path("Code"))
            .orElseThrow(
                () -> RequestValidation.invalid("Please provide a source for function code."));
    long now = functions.now();
    ObjectNode configuration =
        ConfigurationJson.create(request, request.scope().arn(name.name()), name.name());
    StoredFunction function =
        StoredFunction.create(
            ConfigurationJson.withCode(configuration, code, request, now),
            change("lambda:CreateFunction", name.name()),
            now);
    request
        .body()
        .path("Tags")
        .properties()
        .forEach(e -> function.tags().set(e.getKey(), e.getValue()));
    ObjectNode shown = function.latest();
    if (request.flag("Publish")) {
      shown = published(function, request.text("Description").orElse(""), now);
    }
    functions.put(request.scope(), function);
    return LambdaJson.json(201, StateView.of(shown, now));
  }

  private ObjectNode published(StoredFunction function, String description, long now) {
    return function.publish(description, change("lambda:PublishVersion", function.name()), now);
  }

  private Changes.Change change(String action, String function) {
    return settings.changes().of(action, function);
  }

  Response get(LambdaRequest request) {
    QualifiedName name = request.function();
    ObjectNode configuration = functions.configuration(request.scope(), name);
    StoredFunction function = functions.require(request.scope(), name);
    ObjectNode response = LambdaRequest.JSON.createObjectNode();
    response.set(
        "Configuration", StateView.of(configuration, name, request.scope(), functions.now()));
    ObjectNode code = response.putObject("Code");
    code.put("RepositoryType", "S3");
    code.put("Location", Download.url(request, configuration.get("CodeSha256").asText()));
    if (!function.tags().isEmpty()) {
      response.set("Tags", function.tags());
    }
    return LambdaJson.json(200, response);
  }

  Response getConfiguration(LambdaRequest request) {
    QualifiedName name = request.function();
    ObjectNode configuration = functions.configuration(request.scope(), name);
    return LambdaJson.json(
        200, StateView.of(configuration, name, request.scope(), functions.now()));
  }

  Response updateCode(LambdaRequest request) {
    ConfigurationJson.requireKnownCode(request.body());
    StoredFunction function = functions.require(request.scope(), request.function());
    long now = functions.now();
    function.requireSettled(now);
    function.requireRevision(request.text("RevisionId"));
    CodeStore.Code code =
        codes
            .store(request, request.body())
            .orElseThrow(
                () -> RequestValidation.invalid("Please provide a source for function code."));
    ObjectNode changed =
        ConfigurationJson.withCode(function.latest().deepCopy(), code, request, now);
    if (request.flag("DryRun")) {
      return LambdaJson.json(200, StateView.of(changed, now));
    }
    return update("lambda:UpdateFunctionCode", request, function, changed);
  }

  Response updateConfiguration(LambdaRequest request) {
    StoredFunction function = functions.require(request.scope(), request.function());
    long now = functions.now();
    ConfigurationJson.requireKnown(request);
    RequestValidation.check(request);
    function.requireSettled(now);
    function.requireRevision(request.text("RevisionId"));
    String account = request.scope().account();
    request.text("Role").ifPresent(role -> roles.requirePassable(account, role));
    ObjectNode changed = ConfigurationJson.merged(function.latest().deepCopy(), request, now);
    return update("lambda:UpdateFunctionConfiguration", request, function, changed);
  }

  private Response update(
      String action, LambdaRequest request, StoredFunction function, ObjectNode changed) {
    long now = functions.now();
    function.update(changed, change(action, function.name()), now);
    ObjectNode shown = function.latest();
    if (request.flag("Publish")) {
      shown = published(function, shown.path("Description").asText(), now);
    }
    functions.save();
    return LambdaJson.json(200, StateView.of(shown, now));
  }

  Response delete(LambdaRequest request) {
    QualifiedName name = request.function();
    StoredFunction function = functions.require(request.scope(), name);
    if (name.qualifier().isEmpty()) {
      functions.remove(request.scope(), name.name());
      return Response.of(204);
    }
    if (name.isLatest()) {
      throw RequestValidation.invalid(
          "$LATEST version cannot be deleted without deleting the function.");
    }
    List<String> aliases = AliasOperations.of(function, name.qualifier());
    if (!aliases.isEmpty()) {
      throw StoredFunction.conflict(
          "Lambda was unable to delete %s because the following aliases reference it: %s"
              .formatted(name.arn(request.scope()), aliases));
    }
    function.versions().remove(name.qualifier());
    functions.save();
    return Response.of(204);
  }

  Response list(LambdaRequest request) {
    long now = functions.now();
    boolean all = request.call().parameter("FunctionVersion").orElse("").equals("ALL");
    List<JsonNode> shown =
        functions
            .all(request.scope())
            .flatMap(f -> all ? f.configurations() : Stream.of(f.latest()))
            .map(configuration -> qualified(configuration, all, now))
            .toList();
    return LambdaJson.page(request, "Functions", shown);
  }

  private static JsonNode qualified(ObjectNode configuration, boolean all, long now) {
    ObjectNode view = StateView.of(configuration, now);
    boolean latest = view.get("Version").asText().equals(QualifiedName.LATEST);
    String arn = view.get("FunctionArn").asText();
    return all && latest ? view.put("FunctionArn", arn + ":" + QualifiedName.LATEST) : view;
  }

  Response publish(LambdaRequest request) {
    StoredFunction function = functions.require(request.scope(), request.function());
    long now = functions.now();
    function.requireSettled(now);
    function.requireRevision(request.text("RevisionId"));
    String sha256 = function.latest().get("CodeSha256").asText();
    request
        .text("CodeSha256")
        .filter(expected -> !expected.isEmpty() && !expected.equals(sha256))
        .ifPresent(
            expected -> {
              throw RequestValidation.invalid(
                  "CodeSHA256 (%s) is different from current CodeSHA256 in $LATEST (%s). Please try again with the CodeSHA256 in $LATEST."
                      .formatted(expected, sha256));
            });
    String published = function.latest().path(StoredFunction.PUBLISHED).asText();
    if (function.versions().get(published) instanceof ObjectNode same) {
      return LambdaJson.json(201, StateView.of(same, now));
    }
    String description =
        request.text("Description").orElse(function.latest().path("Description").asText());
    ObjectNode version = published(function, description, now);
    functions.save();
    return LambdaJson.json(201, StateView.of(version, now));
  }

  Response versions(LambdaRequest request) {
    long now = functions.now();
    List<JsonNode> shown =
        functions
            .require(request.scope(), request.function())
            .configurations()
            .map(configuration -> qualified(configuration, true, now))
            .toList();
    return LambdaJson.page(request, "Versions", shown);
  }
}
