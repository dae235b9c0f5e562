package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.sandbox.lambda.ServiceInvocations;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URI of a Lambda function in an integration or authorizer: its ARN, or the path of its
 * invocations. Variables of the stage may stand for parts of it.
 */
final class LambdaUri {
  private static final Pattern INVOCATIONS =
      Pattern.compile(
          "arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path/2015-03-31/functions/(.+)/invocations");

  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{stageVariables\\.([A-Za-z0-9_]+)}");

  private LambdaUri() {}

  /** True if the URI names a function, once its variables are replaced. */
  static boolean isValid(String uri) {
    return ServiceInvocations.isFunctionArn(VARIABLE.matcher(arn(uri)).replaceAll("x"));
  }

  private static String arn(String uri) {
    Matcher invocations = INVOCATIONS.matcher(uri);
    return invocations.matches() ? invocations.group(1) : uri;
  }

  /** The ARN of the function, with a stage's variables. A missing variable is empty. */
  static String functionArn(String uri, JsonNode stageVariables) {
    return VARIABLE
        .matcher(arn(uri))
        .replaceAll(
            variable -> Matcher.quoteReplacement(stageVariables.path(variable.group(1)).asText()));
  }

  /** The variables of a stage. */
  static Map<String, String> variables(JsonNode stage) {
    Map<String, String> variables = new java.util.LinkedHashMap<>();
    stage
        .path("stageVariables")
        .properties()
        .forEach(variable -> variables.put(variable.getKey(), variable.getValue().asText()));
    return variables;
  }
}
