package dev.chirp.internal.release;

import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Release;
import dev.chirp.internal.core.Release.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/**
 * One release: publishes versions in parallel, then moves the aliases one after the other, then
 * deletes old versions.
 */
final class ReleaseRun {
  private final LambdaVersions versions;
  private final ReleaseRequest request;
  private final VersionInvoker invoker;
  private final Progress progress;
  private final ReleasePlan plan;
  private final MovedTogether together;
  private final Map<String, Release> done = new ConcurrentHashMap<>();

  ReleaseRun(
      LambdaVersions versions,
      ReleaseRequest request,
      VersionInvoker invoker,
      Progress progress,
      ReleasePlan plan,
      MovedTogether together) {
    this.versions = versions;
    this.request = request;
    this.invoker = invoker;
    this.progress = progress;
    this.plan = plan;
    this.together = together;
  }

  List<Release> run(StartGate gate) {
    publish(gate);
    String reason = gate.reason();
    if (!reason.isEmpty()) {
      done.replaceAll((name, is) -> stays(is, reason));
      plan.functions()
          .forEach(
              each ->
                  done.computeIfAbsent(
                      each.function().functionName(),
                      name -> notTried(each, "not tried, because of " + reason)));
    } else if (soFar().stream().anyMatch(ReleaseRun::isInTheWay)) {
      done.replaceAll((name, is) -> stays(is, "another function's failure"));
    } else {
      move(gate);
    }
    return soFar();
  }

  private static boolean isInTheWay(Release is) {
    return is.kind() == Kind.FAILED || is.kind() == Kind.SUPERSEDED || is.kind() == Kind.SKIPPED;
  }

  /** Adds to a result where the alias is, if it was not moved. */
  private static Release stays(Release is, String why) {
    String where =
        "alias '%s' %s"
            .formatted(
                is.alias(), is.before().isEmpty() ? "was not created" : "stays at " + is.before());
    return switch (is.kind()) {
      case PUBLISHED ->
          is.with(Kind.PUBLISHED, where + ", because of " + why, "mvn chirp:deploy again");
      case FAILED, SUPERSEDED -> is.with(is.kind(), where + ": " + is.reason(), is.hint());
      case MOVED, UNCHANGED, SKIPPED -> is;
    };
  }

  /** Returns one result per function, in the plan's order. */
  List<Release> soFar() {
    return plan.functions().stream()
        .map(
            each ->
                Optional.ofNullable(done.get(each.function().functionName()))
                    .orElseGet(() -> notTried(each, "not released when the run ended")))
        .toList();
  }

  private Release notTried(ReleasePlan.FunctionRelease planned, String why) {
    return planned.publishes()
        ? release(planned, Kind.SKIPPED, "", "").with(Kind.SKIPPED, why, "mvn chirp:deploy again")
        : release(planned, Kind.UNCHANGED, planned.released(), "");
  }

  private Release release(
      ReleasePlan.FunctionRelease planned, Kind kind, String version, String proof) {
    return new Release(
        planned.function().functionName(),
        kind,
        request.alias().name(),
        version,
        planned.released(),
        proof,
        "",
        "");
  }

  private void publish(StartGate gate) {
    try (Workers workers = new Workers()) {
      List<Future<Boolean>> started = new ArrayList<>();
      for (ReleasePlan.FunctionRelease each : plan.functions()) {
        if (each.publishes()) {
          started.add(workers.start(() -> publish(each, gate)));
        }
      }
      Workers.all(started);
    } catch (ChirpException e) {
      progress.warn(e.problem(), e); // the report still follows
    }
  }

  private boolean publish(ReleasePlan.FunctionRelease planned, StartGate gate) {
    String name = planned.function().functionName();
    if (!gate.isOpen()) {
      return false;
    }
    NewVersion version =
        new NewVersion(
            versions, request, planned.function(), planned.unpublished(), progress, gate);
    Release end;
    try {
      version.publish();
      String proof = version.prove(invoker);
      end =
          release(
              planned,
              version.number().equals(planned.released()) ? Kind.UNCHANGED : Kind.PUBLISHED,
              version.number(),
              proof);
      progress.step(
          "%s: version %s, %s".formatted(name, end.version(), proof),
          "Published %d of %d versions".formatted(done.size() + 1, plan.publishing()));
    } catch (NewVersion.Superseded e) {
      progress.detail(name + ": superseded", e);
      end =
          release(planned, Kind.SUPERSEDED, version.number(), "")
              .with(Kind.SUPERSEDED, e.problem(), NewVersion.Superseded.HINT);
    } catch (ChirpException e) {
      gate.notice(e);
      progress.detail(name + ": not published", e);
      end =
          release(planned, Kind.FAILED, version.number(), "")
              .with(Kind.FAILED, e.problem(), e.suggestion());
    } catch (Throwable e) {
      // Catches everything, even OutOfMemoryError, so that the other functions' results are
      // reported.
      progress.detail(name + ": Chirp itself failed", e);
      end = release(planned, Kind.FAILED, version.number(), "").with(Kind.FAILED, e.toString(), "");
    }
    done.put(name, end);
    return true;
  }

  private void move(StartGate gate) {
    List<AliasMove> moves =
        plan.functions().stream()
            .filter(each -> isPublished(each.function().functionName()))
            .map(
                each ->
                    new AliasMove(
                        each.function().functionName(),
                        each.alias(),
                        done(each.function().functionName()).version(),
                        VersionState.shortened(request.codeSha256())))
            .toList();
    // The state to report if Ctrl-C leaves no time for the rest.
    moves.forEach(each -> done.computeIfPresent(each.functionName(), (name, is) -> moving(is)));
    Map<String, AliasMoves.Result> ends;
    try {
      ends =
          new AliasMoves(versions, request.alias(), progress, () -> "")
              .run(moves, notes().forDeploy(versions.aws().time().now(), moves), together);
    } catch (ChirpException e) {
      progress.detail("The change that goes with the aliases failed, and no alias was to move", e);
      return; // the step that failed has reported it
    }
    ends.forEach(
        (name, end) -> done.put(name, done(name).with(end.kind(), end.reason(), end.hint())));
    boolean isMoved = ends.values().stream().allMatch(end -> end.kind() == Kind.MOVED);
    if (isMoved && gate.isOpen()) {
      new VersionPruning(versions, request.keepVersions(), progress).of(List.copyOf(ends.keySet()));
    }
  }

  /** Reads the notes of all aliases, including those of functions that are not released. */
  private ReleaseNotes notes() {
    try {
      return ReleaseNotes.read(
          versions,
          request.alias(),
          plan.functions().stream().map(each -> each.function().functionName()).toList());
    } catch (ChirpException e) {
      progress.warn("An unfinished earlier release cannot be detected: " + e.problem(), e);
      return new ReleaseNotes(List.of());
    }
  }

  private static Release moving(Release is) {
    return is.with(
        Kind.PUBLISHED,
        "alias '%s' was being moved when the run ended".formatted(is.alias()),
        "mvn chirp:list -Dremote shows where each alias is");
  }

  private boolean isPublished(String name) {
    return Optional.ofNullable(done.get(name)).filter(r -> r.kind() == Kind.PUBLISHED).isPresent();
  }

  private Release done(String name) {
    return Optional.ofNullable(done.get(name)).orElseThrow();
  }
}
