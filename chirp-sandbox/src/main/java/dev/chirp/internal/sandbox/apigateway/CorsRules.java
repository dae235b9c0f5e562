package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.route.InvalidSetting;
import java.util.List;

/** The CORS configuration of an API, as the gateway's settings. */
final class CorsRules {
  /** The members of a {@code corsConfiguration}. */
  static final MemberRules MEMBERS =
      MemberRules.of("CORS configurations")
          .flag("allowCredentials")
          .texts("allowHeaders")
          .texts("allowMethods")
          .texts("allowOrigins")
          .texts("exposeHeaders")
          .number("maxAge", -1, CorsSettings.MAX_AGE);

  private CorsRules() {}

  /** The settings; none if the configuration is missing. */
  static CorsSettings settings(JsonNode cors) {
    return cors.isObject()
        ? new CorsSettings(
            texts(cors, "allowOrigins"),
            texts(cors, "allowMethods"),
            texts(cors, "allowHeaders"),
            texts(cors, "exposeHeaders"),
            cors.path("maxAge").asInt(),
            cors.path("allowCredentials").asBoolean())
        : CorsSettings.NONE;
  }

  private static List<String> texts(JsonNode cors, String name) {
    return StoredApi.stream(cors.path(name)).map(JsonNode::asText).toList();
  }

  /** Refuses what API Gateway refuses. */
  static void check(JsonNode cors) {
    try {
      CorsSettings unused = settings(cors);
    } catch (InvalidSetting e) {
      throw ApiGatewayErrors.badRequest(
          "Unable to set CORS configuration: allowCredentials cannot be true if allowOrigins contains *");
    }
  }
}
