package dev.chirp.internal.release;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.AliasName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.model.CreateAliasResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.ListAliasesResponse;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;
import software.amazon.awssdk.services.lambda.model.UpdateAliasResponse;

/** The calls to Lambda for versions and aliases. */
record LambdaVersions(Aws aws) {
  static final String LATEST = "$LATEST";

  private <T> T call(String action, String function, Supplier<T> call) {
    return aws.call("lambda:" + action, "function '" + function + "'", call);
  }

  /** Returns the function itself, with its tags, which versions do not have. */
  Optional<GetFunctionResponse> function(String function) {
    return get(function, request -> {});
  }

  /** Returns the unpublished version. */
  Optional<VersionState> latest(String function) {
    return function(function).map(response -> new VersionState(response.configuration()));
  }

  /** Returns the version with this number, or the one that the alias points to. */
  Optional<VersionState> find(String function, String qualifier) {
    return get(function, request -> request.qualifier(qualifier))
        .map(response -> new VersionState(response.configuration()));
  }

  private Optional<GetFunctionResponse> get(
      String function, Consumer<GetFunctionRequest.Builder> addition) {
    GetFunctionRequest.Builder request = GetFunctionRequest.builder().functionName(function);
    addition.accept(request);
    return AwsRefusal.found(
        () -> call("GetFunction", function, () -> aws.lambda().getFunction(request.build())));
  }

  /** Publishes a version, if the function still has this code and revision. */
  String publish(String function, String codeSha256, String revisionId) {
    return call(
        "PublishVersion",
        function,
        () ->
            aws.lambda()
                .publishVersion(
                    r -> r.functionName(function).codeSha256(codeSha256).revisionId(revisionId))
                .version());
  }

  Optional<Alias> alias(String function, AliasName name) {
    return AwsRefusal.found(
            () ->
                call(
                    "GetAlias",
                    function,
                    () -> aws.lambda().getAlias(r -> r.functionName(function).name(name.name()))))
        .map(LambdaVersions::alias);
  }

  private static Alias alias(GetAliasResponse found) {
    return Alias.of(
        found.name(),
        found.functionVersion(),
        found.description(),
        found.revisionId(),
        found.routingConfig());
  }

  Alias createAlias(String function, AliasName name, String version, String description) {
    CreateAliasResponse made =
        call(
            "CreateAlias",
            function,
            () ->
                aws.lambda()
                    .createAlias(
                        r ->
                            r.functionName(function)
                                .name(name.name())
                                .functionVersion(version)
                                .description(description)));
    return Alias.of(
        made.name(),
        made.functionVersion(),
        made.description(),
        made.revisionId(),
        made.routingConfig());
  }

  /** Updates an alias. Fails with 412 if the alias changed since it was read. */
  Alias updateAlias(String function, Alias is, String version, String description) {
    UpdateAliasResponse changed =
        call(
            "UpdateAlias",
            function,
            () ->
                aws.lambda()
                    .updateAlias(
                        r ->
                            r.functionName(function)
                                .name(is.name())
                                .functionVersion(version)
                                .description(description)
                                .revisionId(is.revisionId())));
    return Alias.of(
        changed.name(),
        changed.functionVersion(),
        changed.description(),
        changed.revisionId(),
        changed.routingConfig());
  }

  void deleteAlias(String function, AliasName name) {
    call(
        "DeleteAlias",
        function,
        () -> aws.lambda().deleteAlias(r -> r.functionName(function).name(name.name())));
  }

  List<Alias> aliases(String function) {
    return list(
            "ListAliases",
            function,
            from ->
                aws.lambda()
                    .listAliases(
                        r -> {
                          r.functionName(function);
                          from.ifPresent(r::marker);
                        }),
            ListAliasesResponse::aliases,
            ListAliasesResponse::nextMarker)
        .stream()
        .map(Alias::of)
        .toList();
  }

  /** Returns the numbers of all published versions, newest first. */
  List<String> versions(String function) {
    return list(
            "ListVersionsByFunction",
            function,
            from ->
                aws.lambda()
                    .listVersionsByFunction(
                        r -> {
                          r.functionName(function);
                          from.ifPresent(r::marker);
                        }),
            ListVersionsByFunctionResponse::versions,
            ListVersionsByFunctionResponse::nextMarker)
        .stream()
        .map(FunctionConfiguration::version)
        .filter(version -> !version.equals(LATEST))
        .sorted(Comparator.comparing(Long::valueOf, Comparator.reverseOrder()))
        .toList();
  }

  private <P, T> List<T> list(
      String action,
      String function,
      Function<Optional<String>, P> page,
      Function<P, List<T>> items,
      Function<P, String> next) {
    return aws.list("lambda:" + action, "function '" + function + "'", page, items, next);
  }

  void deleteVersion(String function, String version) {
    call(
        "DeleteFunction",
        function + ":" + version,
        () -> aws.lambda().deleteFunction(r -> r.functionName(function).qualifier(version)));
  }
}
