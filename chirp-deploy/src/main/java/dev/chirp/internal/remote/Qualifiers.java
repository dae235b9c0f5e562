package dev.chirp.internal.remote;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.NearNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ListAliasesResponse;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;

/**
 * The values that {@code -Dqualifier} can have for a function.
 *
 * @param aliases sorted
 * @param versions newest first, without {@code $LATEST}
 * @param isWhole false if the credentials may not list all of them
 */
record Qualifiers(List<String> aliases, List<String> versions, boolean isWhole) {
  private static final int SHOWN = 5;

  Qualifiers {
    aliases = List.copyOf(aliases);
    versions = List.copyOf(versions);
  }

  static Qualifiers read(Aws aws, RemoteInvocation invocation) {
    Optional<List<String>> aliases = unlessDenied(() -> aliases(aws, invocation));
    Optional<List<String>> versions = unlessDenied(() -> versions(aws, invocation));
    return new Qualifiers(
        aliases.orElse(List.of()),
        versions.orElse(List.of()),
        aliases.isPresent() && versions.isPresent());
  }

  private static List<String> aliases(Aws aws, RemoteInvocation invocation) {
    return aws
        .list(
            "lambda:ListAliases",
            invocation.unqualified().described(),
            from ->
                aws.lambda()
                    .listAliases(
                        r -> {
                          r.functionName(invocation.functionName());
                          from.ifPresent(r::marker);
                        }),
            ListAliasesResponse::aliases,
            ListAliasesResponse::nextMarker)
        .stream()
        .map(AliasConfiguration::name)
        .sorted()
        .toList();
  }

  private static List<String> versions(Aws aws, RemoteInvocation invocation) {
    return aws
        .list(
            "lambda:ListVersionsByFunction",
            invocation.unqualified().described(),
            from ->
                aws.lambda()
                    .listVersionsByFunction(
                        r -> {
                          r.functionName(invocation.functionName());
                          from.ifPresent(r::marker);
                        }),
            ListVersionsByFunctionResponse::versions,
            ListVersionsByFunctionResponse::nextMarker)
        .stream()
        .map(FunctionConfiguration::version)
        .filter(version -> version.matches("\\d+"))
        .sorted(Comparator.comparing(Long::valueOf, Comparator.reverseOrder()))
        .toList();
  }

  /**
   * Permission to invoke a function does not include permission to list its aliases and versions.
   */
  private static Optional<List<String>> unlessDenied(Supplier<List<String>> listing) {
    try {
      return Optional.of(listing.get());
    } catch (ChirpException e) {
      if (!AwsRefusal.isDenied(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Returns the error for a qualifier that does not exist. */
  ChirpException noneSuch(Aws aws, RemoteInvocation invocation) {
    String asked = invocation.qualifier().orElseThrow();
    NextCommands commands = NextCommands.of(aws, invocation);
    return ChirpException.project(
            "%s in %s has no version or alias '%s' (from -Dqualifier).%s"
                .formatted(
                    invocation.unqualified().described().replaceFirst("^f", "F"),
                    commands.place(),
                    asked,
                    listed()))
        .withSuggestion(
            commands.of(
                "invoke",
                " -Dremote" + near(asked).map(name -> " -Dqualifier=" + name).orElse("")));
  }

  private String listed() {
    List<String> parts = new ArrayList<>();
    if (!aliases.isEmpty()) {
      parts.add(" Aliases: " + shown(aliases) + ".");
    }
    if (!versions.isEmpty()) {
      parts.add(" Newest versions: " + shown(versions) + ".");
    }
    return parts.isEmpty() && isWhole ? " It has no versions or aliases." : String.join("", parts);
  }

  private static String shown(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(names.size(), SHOWN)))
        + (names.size() > SHOWN ? ", …" : "");
  }

  /** Returns the most likely qualifier. Empty for the code that was deployed last. */
  private Optional<String> near(String asked) {
    return Stream.of(NearNames.of(asked, aliases), aliases, versions)
        .flatMap(List::stream)
        .findFirst();
  }
}
