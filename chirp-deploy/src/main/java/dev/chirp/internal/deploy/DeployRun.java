package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.deploy.CodeLocation.Direct;
import dev.chirp.internal.deploy.CodeLocation.InBucket;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One deploy: at most one upload, then all functions in parallel, then the cleanup of the upload.
 * On Ctrl-C, nothing new starts, and calls in flight get a few seconds to finish.
 */
final class DeployRun {
  private final Aws aws;
  private final DeployRequest request;
  private final DeployPlan plan;
  private final DeployPlanner planner;
  private final LogGroups logGroups;
  private final Progress progress;
  private final Instant start;
  private final Results results;
  private final Queue<InBucket> objects = new ConcurrentLinkedQueue<>();

  DeployRun(
      Aws aws,
      DeployRequest request,
      DeployPlan plan,
      DeployPlanner planner,
      LogGroups logGroups,
      Progress progress) {
    this.aws = aws;
    this.request = request;
    this.plan = plan;
    this.planner = planner;
    this.logGroups = logGroups;
    this.progress = progress;
    this.start = aws.time().now();
    this.results = new Results(plan.functions(), aws.time());
  }

  DeployReport run(Consumer<DeployReport> late, StartGate gate) {
    gate.ifLate(() -> late.accept(soFar(gate.reason())));
    if (request.bucket().isEmpty() || !plan.needsCode()) {
      return direct(gate);
    }
    CodeUpload upload = upload(gate);
    InBucket place = upload.place(request.code());
    objects.add(place); // before the upload starts, so that the report after a Ctrl-C names it
    InBucket uploaded;
    try {
      uploaded = upload.upload(request.code(), place);
    } catch (DeployStopped e) {
      return report(
          withoutCode(e.outcome()), upload.deleteIfThere(place) ? List.of() : named(place));
    } catch (ChirpException e) {
      progress.detail("The zip was not uploaded to " + place, e);
      DeployOutcome failed = DeployOutcome.failed(e.problem(), e.suggestion());
      return report(withoutCode(failed), upload.deleteUnsure(place, e) ? List.of() : named(place));
    }
    objects.clear();
    objects.add(uploaded);
    LambdaFunctions functions = new LambdaFunctions(aws, aws.uploader(0, 1));
    List<FunctionResult> ended = deploy(functions, uploaded, gate);
    return report(ended, cleanUp(upload, uploaded, ended));
  }

  private DeployReport direct(StartGate gate) {
    long needing = plan.functions().stream().filter(each -> !each.isUnchanged()).count();
    DirectZip zip = new DirectZip(request.code(), (int) needing);
    LambdaFunctions functions =
        new LambdaFunctions(
            aws,
            plan.needsCode() ? aws.uploader(request.code().size(), zip.parallel()) : aws.lambda());
    return report(deploy(functions, new Direct(zip), gate), List.of());
  }

  private static List<String> named(InBucket object) {
    return List.of(object.toString());
  }

  /** Returns the results so far, because the JVM ends before the functions are done. */
  private DeployReport soFar(String why) {
    return report(results.soFar(why), objects.stream().map(InBucket::toString).toList());
  }

  private CodeUpload upload(StartGate gate) {
    return new CodeUpload(aws, request.bucket().orElseThrow(), request.folder(), progress, gate);
  }

  private DeployReport report(List<FunctionResult> ended, List<String> leftovers) {
    return new DeployReport(
        UUID.randomUUID().toString(),
        start,
        aws.time().now(),
        plan.identity(),
        aws.region(),
        request.code(),
        objects.stream().findFirst(),
        ended,
        leftovers);
  }

  /** Returns the results after a failed upload, when nothing was changed on Lambda. */
  private List<FunctionResult> withoutCode(DeployOutcome outcome) {
    return plan.functions().stream()
        .map(
            function ->
                FunctionResult.untouched(
                    function, function.isProved() ? DeployOutcome.of(Kind.UNCHANGED) : outcome))
        .toList();
  }

  private List<FunctionResult> deploy(
      LambdaFunctions functions, CodeLocation code, StartGate gate) {
    FunctionDeployment.Tools tools =
        new FunctionDeployment.Tools(
            functions,
            planner,
            new Proof(aws.time(), functions, planner, progress, gate),
            code,
            logGroups,
            aws.time(),
            progress,
            gate);
    try (Workers workers = new Workers()) {
      List<Future<Boolean>> started = new ArrayList<>();
      for (FunctionPlan function : plan.functions()) {
        started.add(workers.start(() -> one(tools, function, gate)));
      }
      Workers.all(started);
      proveAgain(tools.proof(), workers);
    } catch (ChirpException e) {
      progress.warn(e.problem(), e); // the report and the cleanup still follow
    }
    return results.soFar(gate.reason());
  }

  private void proveAgain(Proof proof, Workers workers) {
    List<Future<Integer>> looks =
        results.soFar("").stream() // all functions are done
            .map(each -> workers.start(() -> results.end(each.plan(), proof.atTheEnd(each))))
            .toList();
    Workers.all(looks);
  }

  private boolean one(FunctionDeployment.Tools tools, FunctionPlan function, StartGate gate) {
    if (!gate.isOpen() && !function.isProved()) {
      results.end(
          function,
          FunctionResult.untouched(
              function, DeployOutcome.skipped("not tried, because of " + gate.reason())));
      return true;
    }
    FunctionDeployment deployment =
        new FunctionDeployment(tools, function, () -> results.begin(function));
    FunctionResult result = guarded(function, deployment);
    int done = results.end(function, result);
    if (result.outcome().kind() != Kind.UNCHANGED) {
      progress.step(
          result.line(), "Deployed %d of %d functions".formatted(done, plan.functions().size()));
    }
    return true;
  }

  /**
   * Catches everything, even OutOfMemoryError, so that the other functions, the report and the
   * cleanup go on.
   */
  private FunctionResult guarded(FunctionPlan function, FunctionDeployment deployment) {
    try {
      return deployment.run();
    } catch (Throwable e) {
      progress.detail(function.spec().lambdaName() + ": Chirp itself failed", e);
      return FunctionResult.untouched(function, DeployOutcome.unknown(e.toString()));
    }
  }

  /** Deletes the uploaded object, unless a function may still need it. Returns what stays. */
  private List<String> cleanUp(CodeUpload upload, InBucket uploaded, List<FunctionResult> ended) {
    boolean needed = ended.stream().anyMatch(r -> r.outcome().kind() == Kind.UNKNOWN);
    if (needed) {
      progress.warn(uploaded + " stays, because Lambda may still read it.");
    }
    return needed || !upload.delete(uploaded) ? List.of(uploaded.toString()) : List.of();
  }
}
