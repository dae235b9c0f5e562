package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.OperationTable;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request whose operation is known.
 *
 * @param names the parameters in the path
 * @param body the members; empty for an invocation
 */
record LambdaRequest(Call call, String operation, Map<String, String> names, ObjectNode body) {

  /** Lambda's limit for any request, in bytes. */
  private static final int MAX_BODY = 70_167_211;

  /** Allows long strings, because a zip is one string. */
  static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(MAX_BODY).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static LambdaRequest of(Call call, OperationTable.Match match) throws IOException {
    boolean payload = match.operation().startsWith("Invoke");
    ObjectNode members = payload ? JSON.createObjectNode() : members(call, match.operation());
    return new LambdaRequest(call, match.operation(), match.names(), members);
  }

  private static ObjectNode members(Call call, String operation) throws IOException {
    byte[] bytes = call.body().readNBytes(MAX_BODY + 1);
    if (bytes.length > MAX_BODY) {
      throw new AwsError(
          413,
          "RequestEntityTooLargeException",
          "Request must be smaller than %d bytes for the %s operation"
              .formatted(MAX_BODY, operation));
    }
    try {
      JsonNode node = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
      if (node instanceof ObjectNode members) {
        return members;
      }
    } catch (JsonProcessingException ignored) {
      // Its message would quote the body, which may contain secrets.
    }
    throw new AwsError(
        400,
        "InvalidRequestContentException",
        "Could not parse request body into json: the body is not a JSON object");
  }

  /** The caller's account and region. */
  Scope scope() {
    return new Scope(call.account(), call.region());
  }

  String name(String parameter) {
    return names.getOrDefault(parameter, "");
  }

  /** The function in the path. A qualifier in the query must equal one in the path. */
  QualifiedName function() {
    QualifiedName name = QualifiedName.parse(name("FunctionName"), scope());
    return call.parameter("Qualifier").map(name::qualified).orElse(name);
  }

  boolean has(String member) {
    return body.hasNonNull(member);
  }

  Optional<String> text(String member) {
    return has(member) ? Optional.of(body.get(member).asText()) : Optional.empty();
  }

  boolean flag(String member) {
    return body.path(member).asBoolean(false);
  }

  String require(String member) {
    return text(member)
        .orElseThrow(
            () ->
                RequestValidation.refusal(
                    "Value null at '%s%s' failed to satisfy constraint: Member must not be null"
                        .formatted(
                            member.substring(0, 1).toLowerCase(Locale.ROOT), member.substring(1))));
  }

  /** The sandbox's URL as the caller used it, which may have another host name or port. */
  String callersEndpoint() {
    return "http://" + call.header("host").orElse("127.0.0.1");
  }
}
