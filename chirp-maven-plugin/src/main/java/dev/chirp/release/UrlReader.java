package dev.chirp.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsRefusal;
import dev.chirp.core.ChirpException;
import dev.chirp.core.UrlAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.FunctionUrlConfig;
import software.amazon.awssdk.services.lambda.model.ListFunctionUrlConfigsResponse;

/** Reads which URLs a function has, on whichever alias, and whom they let in. */
record UrlReader(Aws aws) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The URL on that alias first, even where there is none, then those elsewhere. */
  List<UrlState> all(String function, Optional<AliasName> alias) {
    Optional<String> qualifier = alias.map(AliasName::name);
    List<UrlState> states = new ArrayList<>();
    states.add(new UrlState(function, qualifier, "", UrlAccess.NONE, List.of()));
    for (FunctionUrlConfig config : configs(function)) {
      Optional<String> where = qualifier(config.functionArn());
      UrlState state =
          new UrlState(function, where, config.functionUrl(), access(config.authType()), List.of());
      if (where.equals(qualifier)) {
        states.set(0, state);
      } else {
        states.add(state);
      }
    }
    return states.stream().map(each -> each.with(statements(function, each.qualifier()))).toList();
  }

  private List<FunctionUrlConfig> configs(String function) {
    List<FunctionUrlConfig> all = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    do {
      Optional<ListFunctionUrlConfigsResponse> page = page(function, marker);
      page.ifPresent(found -> all.addAll(found.functionUrlConfigs()));
      marker = page.map(ListFunctionUrlConfigsResponse::nextMarker);
    } while (marker.isPresent());
    return all;
  }

  private Optional<ListFunctionUrlConfigsResponse> page(String function, Optional<String> marker) {
    return AwsRefusal.found(
        () ->
            call(
                "ListFunctionUrlConfigs",
                function,
                () ->
                    aws.lambda()
                        .listFunctionUrlConfigs(
                            r -> {
                              r.functionName(function);
                              marker.ifPresent(r::marker);
                            })));
  }

  /** {@code arn:aws:lambda:eu-west-1:123456789012:function:chirp_a:live} is on {@code live}. */
  private static Optional<String> qualifier(String arn) {
    String[] parts = arn.split(":", -1);
    return parts.length > 7 && !parts[7].equals(LambdaVersions.LATEST)
        ? Optional.of(parts[7])
        : Optional.empty();
  }

  private static UrlAccess access(FunctionUrlAuthType authType) {
    return authType == FunctionUrlAuthType.NONE ? UrlAccess.PUBLIC : UrlAccess.IAM;
  }

  private List<UrlStatement> statements(String function, Optional<String> qualifier) {
    Optional<String> policy =
        AwsRefusal.found(
            () ->
                call(
                    "GetPolicy",
                    function,
                    () ->
                        aws.lambda()
                            .getPolicy(
                                r -> {
                                  r.functionName(function);
                                  qualifier.ifPresent(r::qualifier);
                                })
                            .policy()));
    List<String> ids = policy.map(UrlReader::ids).orElse(List.of());
    return UrlStatement.ALL.stream().filter(each -> ids.contains(each.id())).toList();
  }

  private static List<String> ids(String policy) {
    List<String> ids = new ArrayList<>();
    try {
      for (JsonNode statement : JSON.readTree(policy).path("Statement")) {
        ids.add(statement.path("Sid").asText());
      }
      return ids;
    } catch (JsonProcessingException e) {
      throw ChirpException.execution("A function's resource policy is no JSON.", e);
    }
  }

  private <T> T call(String action, String function, Supplier<T> call) {
    return aws.call("lambda:" + action, "function '" + function + "'", call);
  }
}
