package dev.chirp.internal.url;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.FunctionUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.FunctionUrlConfig;
import software.amazon.awssdk.services.lambda.model.ListFunctionUrlConfigsResponse;

/** Reads a function's URLs on all aliases with their access. */
record UrlReader(Aws aws) {
  /** Returns the URL on this alias first, even if it does not exist, then the others. */
  List<UrlState> all(String function, Optional<AliasName> alias) {
    Optional<String> qualifier = alias.map(AliasName::name);
    List<UrlState> states = new ArrayList<>();
    states.add(new UrlState(function, qualifier, "", FunctionUrl.Access.NONE, List.of()));
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
    return AwsRefusal.found(
            () ->
                aws.list(
                    "lambda:ListFunctionUrlConfigs",
                    "function '" + function + "'",
                    from ->
                        aws.lambda()
                            .listFunctionUrlConfigs(
                                r -> {
                                  r.functionName(function);
                                  from.ifPresent(r::marker);
                                }),
                    ListFunctionUrlConfigsResponse::functionUrlConfigs,
                    ListFunctionUrlConfigsResponse::nextMarker))
        .orElse(List.of());
  }

  /**
   * Returns the alias in an ARN: {@code
   * arn:aws:lambda:eu-west-1:123456789012:function:chirp_a:live} is on {@code live}.
   */
  private static Optional<String> qualifier(String arn) {
    String[] parts = arn.split(":", -1);
    return parts.length > 7 && !parts[7].equals("$LATEST")
        ? Optional.of(parts[7])
        : Optional.empty();
  }

  private static FunctionUrl.Access access(FunctionUrlAuthType authType) {
    return authType == FunctionUrlAuthType.NONE
        ? FunctionUrl.Access.PUBLIC
        : FunctionUrl.Access.IAM;
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
    return policy.map(UrlStatement::in).orElse(List.of());
  }

  private <T> T call(String action, String function, Supplier<T> call) {
    return aws.call("lambda:" + action, "function '" + function + "'", call);
  }
}
