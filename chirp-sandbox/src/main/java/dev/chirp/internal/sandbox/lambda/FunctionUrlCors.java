package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.route.InvalidSetting;
import java.util.List;
import java.util.stream.StreamSupport;

/** The CORS member of a function URL's configuration. */
final class FunctionUrlCors {
  private FunctionUrlCors() {}

  /** The settings; none if the member is missing. */
  static CorsSettings of(JsonNode cors) {
    return cors.isObject()
        ? new CorsSettings(
            texts(cors, "AllowOrigins"),
            texts(cors, "AllowMethods"),
            texts(cors, "AllowHeaders"),
            texts(cors, "ExposeHeaders"),
            cors.path("MaxAge").asInt(),
            cors.path("AllowCredentials").asBoolean())
        : CorsSettings.NONE;
  }

  private static List<String> texts(JsonNode cors, String name) {
    return StreamSupport.stream(cors.path(name).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** Refuses what Lambda refuses. */
  static void check(JsonNode cors) {
    int maxAge = cors.path("MaxAge").asInt();
    if (maxAge < 0 || maxAge > CorsSettings.MAX_AGE) {
      throw RequestValidation.refusal(
          "Value '%d' at 'cors.maxAge' failed to satisfy constraint: Member must have value between 0 and %d"
              .formatted(maxAge, CorsSettings.MAX_AGE));
    }
    try {
      CorsSettings unused = of(cors);
    } catch (InvalidSetting e) {
      throw RequestValidation.invalid(
          "AllowCredentials is not supported if AllowOrigins contains *");
    }
  }
}
