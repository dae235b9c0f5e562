package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * The function or alias that a function URL belongs to.
 *
 * @param key the alias, or {@code $LATEST}
 */
record FunctionUrlOwner(Scope scope, String name, String key) {

  /** The owner of a stored URL configuration. */
  static FunctionUrlOwner of(JsonNode url) {
    List<String> arn = List.of(url.get("FunctionArn").asText().split(":", -1));
    return new FunctionUrlOwner(
        new Scope(arn.get(4), arn.get(3)),
        arn.get(6),
        arn.size() > 7 ? arn.get(7) : QualifiedName.LATEST);
  }

  /** The owner that a request names. */
  static FunctionUrlOwner of(LambdaRequest request) {
    QualifiedName name = request.function();
    return new FunctionUrlOwner(
        request.scope(), name.name(), name.isLatest() ? QualifiedName.LATEST : name.qualifier());
  }

  /** The qualifier of its resource policy and its invocations; empty for the function itself. */
  String qualifier() {
    return key.equals(QualifiedName.LATEST) ? "" : key;
  }

  /** The function's name with the alias. */
  String qualifiedName() {
    return qualifier().isEmpty() ? name : name + ":" + key;
  }

  /** The URL's id, the same for the same owner. */
  String urlId() {
    byte[] arn = scope.arn(qualifiedName()).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(arn).toString().replace("-", "");
  }

  /** The domain name that Lambda would give the URL, and that events carry. */
  String domainName() {
    return "%s.lambda-url.%s.on.aws".formatted(urlId(), scope.region());
  }
}
