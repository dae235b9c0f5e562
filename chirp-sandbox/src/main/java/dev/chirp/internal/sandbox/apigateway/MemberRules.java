package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The members of one kind of resource that requests may set, with their types and limits. Other
 * members are ignored, as API Gateway does.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html">API
 *     Gateway V2 API</a>
 */
final class MemberRules {
  private final String kind;
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Map<String, Predicate<JsonNode>> unsupported = new LinkedHashMap<>();

  private interface Rule {
    /** True if a value is valid. */
    boolean accepts(JsonNode value);
  }

  private MemberRules(String kind) {
    this.kind = kind;
  }

  /** No members yet of a kind of resource, in the plural. */
  static MemberRules of(String kind) {
    return new MemberRules(kind);
  }

  MemberRules text(String member, int least, int most) {
    return with(
        member,
        value ->
            value.isTextual()
                && value.textValue().length() >= least
                && value.textValue().length() <= most);
  }

  MemberRules oneOf(String member, String... values) {
    return with(member, value -> List.of(values).contains(value.textValue()));
  }

  MemberRules flag(String member) {
    return with(member, JsonNode::isBoolean);
  }

  MemberRules number(String member, int least, int most) {
    return with(
        member,
        value ->
            value.canConvertToExactIntegral()
                && value.canConvertToInt()
                && value.intValue() >= least
                && value.intValue() <= most);
  }

  /** Any number from zero on. */
  MemberRules rate(String member) {
    return with(
        member,
        value ->
            value.isNumber() && Double.isFinite(value.doubleValue()) && value.doubleValue() >= 0);
  }

  MemberRules texts(String member) {
    return with(member, value -> value.isArray() && MemberRules.all(value, JsonNode::isTextual));
  }

  MemberRules textMap(String member) {
    return with(member, value -> value.isObject() && MemberRules.all(value, JsonNode::isTextual));
  }

  /** An object whose own members have rules. Members without a rule are dropped. */
  MemberRules object(String member, MemberRules inner) {
    return with(member, value -> value instanceof ObjectNode object && inner.clean(object));
  }

  /** A map whose values have rules. */
  MemberRules objects(String member, MemberRules inner) {
    return with(
        member,
        value ->
            value.isObject()
                && all(value, each -> each instanceof ObjectNode object && inner.clean(object)));
  }

  /** Members that API Gateway has and the sandbox does not. */
  MemberRules unsupported(String... members) {
    for (String member : members) {
      unsupported.put(member, value -> false);
    }
    return this;
  }

  /** A member that the sandbox has with one value only. */
  MemberRules only(String member, String value) {
    unsupported.put(member, given -> given.asText().equals(value));
    return with(member, given -> given.isTextual() || given.isBoolean());
  }

  private MemberRules with(String member, Rule rule) {
    rules.put(member, rule);
    return this;
  }

  private static boolean all(JsonNode values, Predicate<JsonNode> rule) {
    for (JsonNode value : values) {
      if (!rule.test(value)) {
        return false;
      }
    }
    return true;
  }

  /** Checks an object's members, and drops those without a rule. */
  private boolean clean(ObjectNode object) {
    ObjectNode copy = ApiGatewayRequest.JSON.createObjectNode();
    copy(object, copy);
    object.removeAll();
    object.setAll(copy);
    return true;
  }

  /**
   * Copies the members of a request to a resource.
   *
   * @throws AwsError when a value is wrong, or the sandbox does not support a member
   */
  void copy(JsonNode request, ObjectNode resource) {
    unsupported.forEach(
        (member, isSupported) -> {
          if (request.hasNonNull(member) && !isSupported.test(request.get(member))) {
            throw AwsError.unsupported(
                rules.containsKey(member)
                    ? "%s '%s' of %s".formatted(member, request.get(member).asText(), kind)
                    : "%s with %s".formatted(kind, member));
          }
        });
    rules.forEach(
        (member, rule) -> {
          if (request.hasNonNull(member)) {
            JsonNode value = request.get(member).deepCopy();
            if (!rule.accepts(value)) {
              throw ApiGatewayErrors.badRequest("Invalid value specified for %s".formatted(member));
            }
            resource.set(member, value);
          }
        });
  }

  /** Refuses a request without a required member. */
  static void require(JsonNode request, String... members) {
    for (String member : members) {
      if (!request.hasNonNull(member) || "".equals(request.get(member).textValue())) {
        throw ApiGatewayErrors.badRequest("Missing required member: " + member);
      }
    }
  }
}
