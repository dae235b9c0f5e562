package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.Response;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Operations on the tags of APIs and stages. */
final class ApiTags {
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:apigateway:([a-z0-9-]+)::/apis/([^/]+)(?:/stages/([^/]+))?");

  private static final int MAX_TAGS = 50;
  private static final MemberRules MEMBERS = MemberRules.of("tags").textMap("tags");

  private final ApiStore apis;

  ApiTags(ApiStore apis) {
    this.apis = apis;
  }

  /** Adds the {@code tags} of a request to a resource. */
  static void put(ObjectNode resource, JsonNode request) {
    ObjectNode given = ApiGatewayRequest.JSON.createObjectNode();
    MEMBERS.copy(request, given);
    ObjectNode all = resource.withObject("/tags").deepCopy();
    given.path("tags").properties().forEach(tag -> all.set(tag.getKey(), tag.getValue()));
    if (all.size() > MAX_TAGS) {
      throw ApiGatewayErrors.badRequest("A resource can have at most %d tags".formatted(MAX_TAGS));
    }
    resource.set("tags", all);
  }

  private record Tagged(StoredApi api, ObjectNode resource) {}

  private Tagged find(ApiGatewayRequest request) {
    String arn = request.name("resource-arn");
    Matcher form = ARN.matcher(arn);
    if (!form.matches() || !form.group(1).equals(request.scope().region())) {
      throw ApiGatewayErrors.badRequest("Invalid resource ARN specified: " + arn);
    }
    StoredApi api = apis.require(request.scope(), form.group(2));
    String stage = form.group(3);
    return new Tagged(
        api, stage == null ? api.api() : StoredApi.require(api.stages(), "Stage", stage));
  }

  Response get(ApiGatewayRequest request) {
    ObjectNode response = ApiGatewayRequest.JSON.createObjectNode();
    response.set("tags", find(request).resource().withObject("/tags"));
    return ApiGatewayJson.ok(response);
  }

  Response tag(ApiGatewayRequest request) {
    Tagged tagged = find(request);
    put(tagged.resource(), request.body());
    apis.save(tagged.api());
    return ApiGatewayJson.created(ApiGatewayRequest.JSON.createObjectNode());
  }

  Response untag(ApiGatewayRequest request) {
    Tagged tagged = find(request);
    List<String> keys = request.call().query().getOrDefault("tagKeys", List.of());
    tagged.resource().withObject("/tags").remove(keys);
    apis.save(tagged.api());
    return ApiGatewayJson.deleted();
  }
}
