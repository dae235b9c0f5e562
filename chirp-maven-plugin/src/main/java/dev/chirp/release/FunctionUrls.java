package dev.chirp.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsRefusal;
import dev.chirp.aws.Interruption;
import dev.chirp.aws.Workers;
import dev.chirp.core.ChirpException;
import dev.chirp.core.FunctionUrl;
import dev.chirp.core.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.GetFunctionUrlConfigResponse;

/**
 * Gives functions URLs of their own, on the alias where there is one. Who may call a public one is
 * said in the function's resource policy; one with IAM needs nothing there: within the account the
 * callers' own policies decide.
 *
 * @param alias nothing for the unpublished version
 */
public record FunctionUrls(
    Aws aws, UrlAccess access, Optional<AliasName> alias, Progress progress) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What will be done, or with {@link UrlAccess#NONE} what is there. Writes nothing. */
  public UrlPlan plan(List<String> functions) {
    try (Workers workers = new Workers()) {
      List<UrlState> states =
          Workers.all(functions.stream().map(each -> workers.start(() -> read(each))).toList());
      return new UrlPlan(access, states);
    }
  }

  private UrlState read(String function) {
    Optional<GetFunctionUrlConfigResponse> config =
        AwsRefusal.found(
            () ->
                call(
                    "GetFunctionUrlConfig",
                    function,
                    () ->
                        aws.lambda()
                            .getFunctionUrlConfig(
                                r -> {
                                  r.functionName(function);
                                  qualifier().ifPresent(r::qualifier);
                                })));
    return new UrlState(
        function,
        qualifier(),
        config.map(GetFunctionUrlConfigResponse::functionUrl).orElse(""),
        config.map(is -> access(is.authType())).orElse(UrlAccess.NONE),
        statements(function));
  }

  private List<UrlStatement> statements(String function) {
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
                                  qualifier().ifPresent(r::qualifier);
                                })
                            .policy()));
    List<String> ids = policy.map(FunctionUrls::ids).orElse(List.of());
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

  private static FunctionUrlAuthType authType(UrlAccess access) {
    return access == UrlAccess.PUBLIC ? FunctionUrlAuthType.NONE : FunctionUrlAuthType.AWS_IAM;
  }

  private static UrlAccess access(FunctionUrlAuthType authType) {
    return authType == FunctionUrlAuthType.NONE ? UrlAccess.PUBLIC : UrlAccess.IAM;
  }

  private Optional<String> qualifier() {
    return alias.map(AliasName::name);
  }

  /**
   * Makes them so; a failure of one hides none of the others.
   *
   * @param late gets what is done so far if Ctrl-C leaves no time for the rest
   * @param interruption of the whole run; it lets this begin nothing more
   */
  public List<FunctionUrl> apply(
      UrlPlan plan, Consumer<List<FunctionUrl>> late, Interruption interruption) {
    Map<UrlState, FunctionUrl> done = new ConcurrentHashMap<>();
    interruption.ifLate(() -> late.accept(all(plan, done, "it was being made, or not yet begun")));
    for (UrlState state : plan.states()) {
      if (state.is(access) || interruption.reason().isEmpty()) {
        done.put(state, applied(state, interruption));
      }
    }
    return all(plan, done, "not tried, because of " + interruption.reason());
  }

  private List<FunctionUrl> all(UrlPlan plan, Map<UrlState, FunctionUrl> done, String otherwise) {
    return plan.states().stream()
        .map(
            state ->
                Optional.ofNullable(done.get(state))
                    .orElseGet(() -> failed(state, otherwise, "mvn chirp:deploy again")))
        .toList();
  }

  private FunctionUrl failed(UrlState state, String problem, String hint) {
    return new FunctionUrl(
        state.functionName(),
        state.url(),
        access + "",
        "its URL is not %s: %s".formatted(access, problem),
        hint);
  }

  private FunctionUrl applied(UrlState state, Interruption interruption) {
    try {
      return new FunctionUrl(
          state.functionName(), state.is(access) ? state.url() : made(state), access + "", "", "");
    } catch (ChirpException e) {
      interruption.notice(e);
      return failed(state, e.problem(), e.suggestion());
    }
  }

  /** Opens last and closes first, so that nobody gets in who shall not. */
  private String made(UrlState state) {
    String url = configured(state);
    for (UrlStatement statement : UrlStatement.ALL) {
      boolean isThere = state.statements().contains(statement);
      if (access == UrlAccess.PUBLIC && !isThere) {
        add(state.functionName(), statement);
      } else if (access != UrlAccess.PUBLIC && isThere) {
        remove(state.functionName(), statement);
      }
    }
    progress.say("%s: URL %s, %s".formatted(state.shown(), url, access));
    return url;
  }

  private String configured(UrlState state) {
    if (state.url().isEmpty()) {
      return call(
          "CreateFunctionUrlConfig",
          state.functionName(),
          () ->
              aws.lambda()
                  .createFunctionUrlConfig(
                      r -> {
                        r.functionName(state.functionName()).authType(authType(access));
                        qualifier().ifPresent(r::qualifier);
                      })
                  .functionUrl());
    }
    return state.access() == access
        ? state.url()
        : call(
            "UpdateFunctionUrlConfig",
            state.functionName(),
            () ->
                aws.lambda()
                    .updateFunctionUrlConfig(
                        r -> {
                          r.functionName(state.functionName()).authType(authType(access));
                          qualifier().ifPresent(r::qualifier);
                        })
                    .functionUrl());
  }

  private void add(String function, UrlStatement statement) {
    AddPermissionRequest.Builder request = AddPermissionRequest.builder().functionName(function);
    statement.writeTo(request);
    qualifier().ifPresent(request::qualifier);
    try {
      call("AddPermission", function, () -> aws.lambda().addPermission(request.build()));
    } catch (ChirpException e) {
      if (!AwsRefusal.is(e, "ResourceConflictException")) {
        throw e; // a conflict says that it is there, perhaps since the call before
      }
    }
  }

  private void remove(String function, UrlStatement statement) {
    AwsRefusal.found(
        () ->
            call(
                "RemovePermission",
                function,
                () ->
                    aws.lambda()
                        .removePermission(
                            r -> {
                              r.functionName(function).statementId(statement.id());
                              qualifier().ifPresent(r::qualifier);
                            })));
  }

  private <T> T call(String action, String function, Supplier<T> call) {
    return aws.call("lambda:" + action, "function '" + function + "'", call);
  }
}
