package dev.chirp.internal.release;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Release;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Releases what was deployed: publishes a version of each changed function, proves it, and moves
 * the aliases only if all versions are proved.
 */
public final class Releaser {
  private final LambdaVersions versions;
  private final ReleaseRequest request;
  private final VersionInvoker invoker;
  private final Progress progress;

  public Releaser(Aws aws, ReleaseRequest request, VersionInvoker invoker, Progress progress) {
    this.versions = new LambdaVersions(aws);
    this.request = request;
    this.invoker = invoker;
    this.progress = progress;
  }

  /**
   * Plans the release. Writes nothing.
   *
   * @param changing names on Lambda of the functions that the deploy before will change
   * @throws ChirpException if an alias splits its traffic between versions
   */
  public ReleasePlan plan(Set<String> changing) {
    try (Workers workers = new Workers()) {
      List<Future<ReleasePlan.FunctionRelease>> planned =
          request.functions().stream()
              .map(each -> workers.start(() -> planned(each, changing)))
              .toList();
      return new ReleasePlan(request.alias(), Workers.all(planned));
    }
  }

  private ReleasePlan.FunctionRelease planned(ReleaseFunction function, Set<String> changing) {
    String name = function.functionName();
    Optional<VersionState> released = versions.find(name, request.alias().name());
    Optional<VersionState> unpublished =
        changing.contains(name) ? Optional.empty() : versions.latest(name);
    boolean publishes =
        released.filter(is -> !is.version().equals(LambdaVersions.LATEST)).isEmpty()
            || unpublished.filter(latest -> latest.isSameAs(released.get())).isEmpty();
    Optional<Alias> alias =
        publishes && released.isPresent()
            ? versions.alias(name, request.alias())
            : Optional.empty();
    alias.ifPresent(is -> requireWhole(name, is));
    return new ReleasePlan.FunctionRelease(
        function, alias, released.map(VersionState::version).orElse(""), unpublished, publishes);
  }

  /** Refuses an alias that splits its traffic, because someone is in the middle of a rollout. */
  static void requireWhole(String function, Alias alias) {
    if (!alias.weights().isEmpty()) {
      throw ChirpException.project(
              "Alias '%s' of function '%s' sends %s, and the rest to version %s. Nothing was changed."
                  .formatted(alias.name(), function, alias.otherTraffic(), alias.version()))
          .withSuggestion(
              "aws lambda update-alias --function-name %s --name %s --routing-config AdditionalVersionWeights={}"
                  .formatted(function, alias.name()));
    }
  }

  /**
   * Applies the plan.
   *
   * @param late receives the results so far if Ctrl-C leaves no time for the rest
   * @param gate says when nothing more may start; once one alias has moved, all are moved
   * @param together changes with the aliases
   * @return one result per function, in the plan's order
   */
  public List<Release> apply(
      ReleasePlan plan, Consumer<List<Release>> late, StartGate gate, MovedTogether together) {
    ReleaseRun run = new ReleaseRun(versions, request, invoker, progress, plan, together);
    gate.ifLate(() -> late.accept(run.soFar()));
    return run.run(gate);
  }

  /**
   * Returns the results if a step before failed, so that nothing is released.
   *
   * @param why the reason
   */
  public static List<Release> skipped(ReleasePlan plan, AliasName alias, String why) {
    return plan.functions().stream()
        .map(
            each ->
                new Release(
                    each.function().functionName(),
                    each.publishes() ? Release.Kind.SKIPPED : Release.Kind.UNCHANGED,
                    alias.name(),
                    each.publishes() ? "" : each.released(),
                    each.released(),
                    "",
                    each.publishes() ? why : "",
                    ""))
        .toList();
  }
}
