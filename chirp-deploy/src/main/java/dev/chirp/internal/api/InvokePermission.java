package dev.chirp.internal.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.ChirpException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * The statement in a function's resource policy that lets an API invoke it. It is one for all
 * routes and stages of the API, so a policy cannot overflow, and a return to an earlier deployment
 * needs no other statement.
 *
 * @param apiId of the API
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html">ARN
 *     formats of API Gateway</a>
 */
record InvokePermission(Aws aws, String apiId) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACTION = "lambda:InvokeFunction";
  private static final String PRINCIPAL = "apigateway.amazonaws.com";

  private String statementId() {
    return "chirp-api-" + apiId;
  }

  private String source() {
    return "arn:%s:execute-api:%s:%s:%s/*"
        .formatted(aws.partition(), aws.region(), aws.identity().account(), apiId);
  }

  /** Returns those of the functions and aliases that do not have the statement. */
  List<String> missingOn(List<String> arns) {
    return inParallel(arns, arn -> isOn(arn) ? Optional.<String>empty() : Optional.of(arn)).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Adds the statement to each function or alias. */
  void addTo(List<String> arns) {
    inParallel(
        arns,
        arn -> {
          add(arn);
          return arn;
        });
  }

  private static <T> List<T> inParallel(List<String> arns, Function<String, T> work) {
    if (arns.isEmpty()) {
      return List.of();
    }
    try (Workers workers = new Workers()) {
      return Workers.all(arns.stream().map(arn -> workers.start(() -> work.apply(arn))).toList());
    }
  }

  /** Returns whether the function, or its alias, has the statement. */
  boolean isOn(String arn) {
    return statement(arn).filter(this::isRight).isPresent();
  }

  private Optional<JsonNode> statement(String arn) {
    return AwsRefusal.found(
            () ->
                call(
                    "GetPolicy",
                    arn,
                    () -> aws.lambda().getPolicy(r -> r.functionName(arn)).policy()))
        .flatMap(
            policy ->
                StreamSupport.stream(read(policy).path("Statement").spliterator(), false)
                    .filter(each -> each.path("Sid").asText().equals(statementId()))
                    .findFirst());
  }

  private static JsonNode read(String policy) {
    try {
      return JSON.readTree(policy);
    } catch (JsonProcessingException e) {
      throw ChirpException.execution("A function's resource policy is not valid JSON.", e);
    }
  }

  private boolean isRight(JsonNode statement) {
    return statement.path("Effect").asText().equals("Allow")
        && statement.path("Action").asText().equals(ACTION)
        && statement.path("Principal").path("Service").asText().equals(PRINCIPAL)
        && statement.path("Condition").size() == 1
        && statement
            .path("Condition")
            .path("ArnLike")
            .path("AWS:SourceArn")
            .asText()
            .equals(source());
  }

  /** Adds the statement, in place of one with the same id. */
  void add(String arn) {
    if (statement(arn).isPresent()) {
      remove(arn);
    }
    try {
      call(
          "AddPermission",
          arn,
          () ->
              aws.lambda()
                  .addPermission(
                      r ->
                          r.functionName(arn)
                              .statementId(statementId())
                              .action(ACTION)
                              .principal(PRINCIPAL)
                              .sourceArn(source())));
    } catch (ChirpException e) {
      boolean mayBeThere = AwsRefusal.isUnsure(e) || AwsRefusal.is(e, "ResourceConflictException");
      if (!mayBeThere || !isOn(arn)) {
        throw e;
      }
    }
  }

  /** Removes the statement, unless it is gone already. */
  void remove(String arn) {
    AwsRefusal.found(
        () ->
            call(
                "RemovePermission",
                arn,
                () ->
                    aws.lambda()
                        .removePermission(r -> r.functionName(arn).statementId(statementId()))));
  }

  private <T> T call(String action, String arn, Supplier<T> call) {
    return aws.call("lambda:" + action, "function '" + FunctionArns.shown(arn) + "'", call);
  }
}
