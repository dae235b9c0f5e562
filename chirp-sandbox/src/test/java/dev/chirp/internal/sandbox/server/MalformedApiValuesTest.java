package dev.chirp.internal.sandbox.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Malformed values in requests to API Gateway. */
@Tag("slow")
class MalformedApiValuesTest extends MalformedRequests {
  @Test
  void malformedApiGatewayValuesAreRefused() throws Exception {
    String api = apiId();
    String apis = "/v2/apis/" + api;
    Map<String, String> bodies =
        Map.of(
            "POST /v2/apis",
            "{'name': @, 'protocolType': @, 'tags': @}",
            "PATCH " + apis,
            "{'corsConfiguration': @}",
            "PUT " + apis,
            "{'body': @}",
            "POST " + apis + "/integrations",
            "{'integrationType': 'AWS_PROXY', 'payloadFormatVersion': '2.0', 'integrationUri': @, 'timeoutInMillis': @}",
            "POST " + apis + "/routes",
            "{'routeKey': @, 'target': @, 'authorizationScopes': @}",
            "POST " + apis + "/authorizers",
            "{'name': 'a', 'authorizerType': 'JWT', 'identitySource': @, 'jwtConfiguration': @}",
            "POST " + apis + "/stages",
            "{'stageName': 'test', 'autoDeploy': @, 'routeSettings': @, 'stageVariables': @}",
            "POST " + apis + "/deployments",
            "{'description': @, 'stageName': @}",
            "POST /v2/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fapis%2F" + api,
            "{'tags': @}");
    for (Map.Entry<String, String> call : bodies.entrySet()) {
      String[] place = call.getKey().split(" ", -1);
      for (String value : JSON) {
        String body = call.getValue().replace('\'', '"').replace("@", value);
        at(place[0], place[1], "apigateway", body);
        // Each member alone, so that the others do not hide it.
        for (String member : body.substring(1, body.length() - 1).split(", '", -1)) {
          at(place[0], place[1], "apigateway", "{" + member + "}");
        }
        at(place[0], place[1], "apigateway", value);
      }
    }
    for (String value : JSON) {
      for (String member :
          List.of(
              "info",
              "paths",
              "security",
              "components",
              "servers",
              "tags",
              "x-amazon-apigateway-cors")) {
        document(
            apis,
            "{\"openapi\": \"3.0.1\", \"info\": {\"title\": \"a\"}, \"%s\": %s}"
                .formatted(member, value));
      }
      for (String operation :
          List.of("%s", "{\"security\": [%s]}", "{\"x-amazon-apigateway-integration\": %s}")) {
        document(
            apis,
            "{\"openapi\": \"3.0.1\", \"info\": {\"title\": \"a\"}, \"paths\": {\"/a\": {\"get\": %s}}}"
                .formatted(operation.formatted(value)));
      }
    }
    for (String text : TEXTS) {
      String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
      for (String path :
          List.of(
              "?maxResults=", "?nextToken=", "/", "/" + api + "/routes/", "/" + api + "/stages/")) {
        at("GET", "/v2/apis" + path + encoded, "apigateway", "");
      }
      at("GET", "/v2/tags/" + encoded, "apigateway", "");
      at("DELETE", apis + "/stages/a/routesettings/" + encoded, "apigateway", "");
    }
    assertNoFault();
  }

  private void document(String api, String document) throws Exception {
    String quoted = document.replace("\\", "\\\\").replace("\"", "\\\"");
    at("PUT", api, "apigateway", "{\"body\": \"" + quoted + "\"}");
  }

  private String apiId() {
    try (AwsClients aws = new AwsClients(address(), "us-east-1")) {
      return aws.apiGateway().createApi(r -> r.name("a").protocolType("HTTP")).apiId();
    }
  }
}
