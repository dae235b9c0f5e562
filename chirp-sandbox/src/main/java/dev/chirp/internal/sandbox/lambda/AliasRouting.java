package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The weights of an alias's additional version.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html">Routing of
 *     aliases</a>
 */
record AliasRouting(Map<String, Double> byVersion) {
  private static final String CONFIG = "RoutingConfig";
  private static final String MEMBER = "AdditionalVersionWeights";

  /** The weights in the request or, without any there, in the alias. */
  static AliasRouting of(LambdaRequest request, JsonNode alias) {
    return in(request.has(CONFIG) ? request.body() : alias);
  }

  static AliasRouting in(JsonNode holder) {
    Map<String, Double> weights = new TreeMap<>();
    holder
        .path(CONFIG)
        .path(MEMBER)
        .properties()
        .forEach(each -> weights.put(each.getKey(), each.getValue().asDouble()));
    return new AliasRouting(weights);
  }

  Set<String> versions() {
    return byVersion.keySet();
  }

  void check(String version) {
    if (byVersion.isEmpty()) {
      return;
    }
    if (byVersion.size() > 1) {
      throw RequestValidation.invalid(
          "Number of items in AdditionalVersionWeights cannot be greater than 1");
    }
    if (version.equals(QualifiedName.LATEST) || byVersion.containsKey(QualifiedName.LATEST)) {
      throw RequestValidation.invalid(
          "$LATEST is not supported for an alias pointing to more than 1 version");
    }
    if (byVersion.containsKey(version)) {
      throw RequestValidation.invalid(
          "Invalid function version %s. Function version %s is already included in routing configuration."
              .formatted(version, version));
    }
    byVersion
        .values()
        .forEach(
            weight -> {
              if (weight < 0 || weight > 1) {
                throw RequestValidation.refusal(
                    "Value '%s' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value between 0.0 and 1.0]"
                        .formatted(weight));
              }
            });
  }

  void writeTo(ObjectNode alias) {
    alias.remove(CONFIG);
    if (!byVersion.isEmpty()) {
      ObjectNode weights = alias.putObject(CONFIG).putObject(MEMBER);
      byVersion.forEach(weights::put);
    }
  }

  /**
   * The version for one invocation.
   *
   * @param dice a random number from 0 to below 1
   */
  String choose(String version, double dice) {
    double from = 0;
    for (Map.Entry<String, Double> other : byVersion.entrySet()) {
      from += other.getValue();
      if (dice < from) {
        return other.getKey();
      }
    }
    return version;
  }
}
