package dev.chirp.internal.url;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.FunctionUrl;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;

/** Changes a function's URL and its statements to the desired state. */
record UrlWriter(Aws aws, FunctionUrl.Access access) {

  /**
   * Writes the change. Opens access last and closes it first, so that no one gets in without
   * permission.
   */
  void write(UrlState state) {
    if (state.url().isEmpty()) {
      create(state);
    } else if (state.access() != access) {
      update(state);
    }
    for (UrlStatement statement : UrlStatement.ALL) {
      boolean isThere = state.statements().contains(statement);
      if (access == FunctionUrl.Access.PUBLIC && !isThere) {
        add(state, statement);
      } else if (access != FunctionUrl.Access.PUBLIC && isThere) {
        remove(state, statement);
      }
    }
  }

  private FunctionUrlAuthType authType() {
    return access == FunctionUrl.Access.PUBLIC
        ? FunctionUrlAuthType.NONE
        : FunctionUrlAuthType.AWS_IAM;
  }

  private void create(UrlState state) {
    call(
        "CreateFunctionUrlConfig",
        state,
        () ->
            aws.lambda()
                .createFunctionUrlConfig(
                    r -> {
                      r.functionName(state.functionName()).authType(authType());
                      state.qualifier().ifPresent(r::qualifier);
                    }));
  }

  private void update(UrlState state) {
    call(
        "UpdateFunctionUrlConfig",
        state,
        () ->
            aws.lambda()
                .updateFunctionUrlConfig(
                    r -> {
                      r.functionName(state.functionName()).authType(authType());
                      state.qualifier().ifPresent(r::qualifier);
                    }));
  }

  private void add(UrlState state, UrlStatement statement) {
    AddPermissionRequest.Builder request =
        AddPermissionRequest.builder().functionName(state.functionName());
    statement.writeTo(request);
    state.qualifier().ifPresent(request::qualifier);
    call("AddPermission", state, () -> aws.lambda().addPermission(request.build()));
  }

  private void remove(UrlState state, UrlStatement statement) {
    AwsRefusal.found(
        () ->
            call(
                "RemovePermission",
                state,
                () ->
                    aws.lambda()
                        .removePermission(
                            r -> {
                              r.functionName(state.functionName()).statementId(statement.id());
                              state.qualifier().ifPresent(r::qualifier);
                            })));
  }

  private <T> T call(String action, UrlState state, Supplier<T> call) {
    return aws.call("lambda:" + action, "function '" + state.functionName() + "'", call);
  }
}
