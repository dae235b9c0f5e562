package dev.chirp.internal.release;

import dev.chirp.internal.aws.AccountFunctions;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Release.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;

/**
 * Moves the aliases of the last release back to their previous versions, together. Other aliases
 * stay. A rollback is itself such a move, so the next rollback undoes it.
 */
public final class Rollback {
  private static final String WHERE = "mvn chirp:list -Dremote shows where each alias is";

  private final LambdaVersions versions;
  private final Ownership ownership;
  private final AliasName alias;
  private final Progress progress;

  public Rollback(Aws aws, Ownership ownership, AliasName alias, Progress progress) {
    this.versions = new LambdaVersions(aws);
    this.ownership = ownership;
    this.alias = alias;
    this.progress = progress;
  }

  /**
   * Plans the rollback. Writes nothing.
   *
   * @param prefix of the functions' names on Lambda
   * @param only the name on Lambda of the only function to move
   * @param to the version to move to, instead of the previous one
   * @param other the id of a release that may have moved no aliases
   * @throws ChirpException if there is nothing to roll back to
   */
  public RollbackPlan plan(
      String prefix, Optional<String> only, Optional<String> to, Optional<String> other) {
    to.filter(version -> !version.matches("[0-9]+"))
        .ifPresent(
            version -> {
              throw ChirpException.project(
                      "-Dchirp.to is '%s', but a version is a number.".formatted(version))
                  .withSuggestion("mvn chirp:rollback -Dchirp.to=4 -Dchirp.alias=" + alias);
            });
    List<String> names =
        only.map(List::of)
            .orElseGet(() -> new AccountFunctions(versions.aws()).startingWith(prefix));
    List<RollbackToPrevious.AliasedFunction> found = new ArrayList<>();
    List<String> staying = new ArrayList<>();
    try (Workers workers = new Workers()) {
      for (String name :
          Workers.all(names.stream().map(n -> workers.start(() -> ours(n, only))).toList()).stream()
              .flatMap(Optional::stream)
              .toList()) {
        versions
            .alias(name, alias)
            .ifPresentOrElse(
                is -> found.add(new RollbackToPrevious.AliasedFunction(name, is)),
                () -> staying.add("%s  has no alias %s".formatted(name, alias)));
      }
    }
    if (found.isEmpty()) {
      throw none(prefix, only);
    }
    found.forEach(each -> Releaser.requireWhole(each.functionName(), each.is()));
    RollbackToPrevious way = new RollbackToPrevious(versions, alias, found, staying);
    return to.map(version -> new RollbackToVersion(way, prefix, version).plan())
        .orElseGet(() -> way.back(other));
  }

  /** Returns the name if this project owns the function. Other functions are never touched. */
  private Optional<String> ours(String name, Optional<String> only) {
    Optional<GetFunctionResponse> function = versions.function(name);
    Optional<Map<String, String>> tags = function.map(AccountFunctions::tags);
    if (only.isPresent() && function.isEmpty()) {
      throw ChirpException.project(
              "There is no function '%s' in %s.".formatted(name, versions.aws().region()))
          .withSuggestion("mvn chirp:list -Dremote");
    }
    if (only.isPresent() && tags.filter(ownership::owns).isEmpty()) {
      throw ChirpException.project(
          "This project did not create function '%s': it was created by %s. Nothing was changed."
              .formatted(name, Ownership.makerOf(tags.orElse(Map.of()))));
    }
    return tags.filter(ownership::owns).map(ignored -> name);
  }

  private ChirpException none(String prefix, Optional<String> only) {
    return ChirpException.project(
            "%s alias '%s' in %s, so there is nothing to move back."
                .formatted(
                    only.map(name -> "Function '" + name + "' has no")
                        .orElse("No function '" + prefix + "*' of this project has an"),
                    alias,
                    versions.aws().region()))
        .withSuggestion("mvn chirp:deploy -Dchirp.alias=" + alias);
  }

  /**
   * Applies the plan. On Ctrl-C, no further alias is moved, and moved ones are moved back.
   *
   * @param together changes with the aliases
   * @throws ChirpException if an alias does not end where it should; says where each one is
   */
  public void apply(RollbackPlan plan, StartGate gate, MovedTogether together) {
    gate.ifLate(() -> late(plan));
    Map<String, AliasMoves.Result> ends =
        new AliasMoves(versions, alias, progress, gate::reason)
            .run(plan.moves(), plan.release(versions.aws().time().now()), together);
    String problems =
        ends.entrySet().stream()
            .filter(end -> end.getValue().kind() != Kind.MOVED)
            .map(end -> "\n  %s: %s".formatted(end.getKey(), end.getValue().reason()))
            .collect(Collectors.joining());
    if (!problems.isEmpty()) {
      ChirpException failure =
          ChirpException.project("The rollback failed:" + problems).withSuggestion(WHERE);
      if (!gate.isOpen()) {
        progress.warn(failure.getMessage()); // Maven may have no time left to print it
      }
      throw failure;
    }
  }

  /** Warns about the aliases that Ctrl-C leaves no time for. */
  void late(RollbackPlan plan) {
    plan.moves()
        .forEach(
            move ->
                progress.warn(
                    "%s: alias '%s' was being moved (%s) when the run ended."
                        .formatted(move.functionName(), alias, move)));
    progress.warn("Try: " + WHERE);
  }
}
