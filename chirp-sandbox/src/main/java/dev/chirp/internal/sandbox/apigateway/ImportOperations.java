package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Response;
import java.util.Optional;

/** Imports and exports of OpenAPI documents. A refused document changes nothing. */
final class ImportOperations {
  private final ApiStore apis;
  private final ApiChanges changes;
  private final ApiOperations operations;

  ImportOperations(ApiStore apis, ApiChanges changes, ApiOperations operations) {
    this.apis = apis;
    this.changes = changes;
    this.operations = operations;
  }

  /** Makes a new API. */
  Response create(ApiGatewayRequest request) {
    String document = document(request);
    StoredApi api = StoredApi.create(request.scope(), operations.newApi());
    ImportFindings findings = OpenApiImport.read(document, api, isStrict(request));
    ApiTags.put(api.api(), OpenApiImport.tags(document));
    operations.open(api);
    return response(api, findings);
  }

  /** Replaces the definition of an API. Tags and stages stay; routes get new ids. */
  Response replace(ApiGatewayRequest request) {
    StoredApi stored = apis.require(request);
    StoredApi api = new StoredApi(stored.json().deepCopy());
    api.routes().removeAll();
    api.integrations().removeAll();
    api.authorizers().removeAll();
    ImportFindings findings = OpenApiImport.read(document(request), api, isStrict(request));
    changes.save(api);
    return response(api, findings);
  }

  /** Returns the definition of a stage's deployment, or without a stage the API's own. */
  Response export(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    String specification = request.name("specification");
    if (!specification.equals("OAS30")) {
      throw ApiGatewayErrors.badRequest("Invalid specification: " + specification);
    }
    String type = request.call().parameter("outputType").orElse("JSON");
    if (!type.equals("JSON")) {
      throw AwsError.unsupported("exports with outputType " + type);
    }
    Optional<String> stage = request.call().parameter("stageName");
    boolean withExtensions =
        !request.call().parameter("includeExtensions").orElse("").equals("false");
    JsonNode definition = stage.map(name -> deployed(api, name)).orElseGet(api::definition);
    return ApiGatewayJson.ok(new OpenApiExport(api, definition, stage, withExtensions).document());
  }

  private static JsonNode deployed(StoredApi api, String stage) {
    ObjectNode found = StoredApi.require(api.stages(), "Stage", stage);
    return StoredApi.require(api.definitions(), "Deployment", found.path("deploymentId").asText());
  }

  private static String document(ApiGatewayRequest request) {
    String basePath = request.call().parameter("basepath").orElse("ignore");
    if (!basePath.equals("ignore")) {
      throw AwsError.unsupported("imports with basepath " + basePath);
    }
    MemberRules.require(request.body(), "body");
    return request.body().get("body").asText();
  }

  private static boolean isStrict(ApiGatewayRequest request) {
    return request.call().parameter("failOnWarnings").orElse("").equals("true");
  }

  private static Response response(StoredApi api, ImportFindings findings) {
    ObjectNode response = api.api().deepCopy();
    findings.addTo(response);
    return ApiGatewayJson.created(response);
  }
}
