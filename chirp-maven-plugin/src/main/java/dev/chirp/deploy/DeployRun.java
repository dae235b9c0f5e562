package dev.chirp.deploy;

import dev.chirp.aws.Aws;
import dev.chirp.core.ChirpException;
import dev.chirp.core.Progress;
import dev.chirp.deploy.CodeLocation.Direct;
import dev.chirp.deploy.CodeLocation.InBucket;
import dev.chirp.deploy.Outcome.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One deploy: at most one upload, all functions in parallel, then the upload is taken away. Ctrl-C
 * lets what has begun come to its end, for a few seconds, and begins nothing more.
 */
final class DeployRun {
  private final Aws aws;
  private final DeployRequest request;
  private final DeployPlan plan;
  private final Planner planner;
  private final Progress progress;
  private final Consumer<DeployReport> reports;
  private final Instant start;
  private final Map<FunctionPlan, FunctionResult> done = new ConcurrentHashMap<>();
  private final Queue<InBucket> objects = new ConcurrentLinkedQueue<>();

  DeployRun(
      Aws aws,
      DeployRequest request,
      DeployPlan plan,
      Planner planner,
      Progress progress,
      Consumer<DeployReport> reports) {
    this.aws = aws;
    this.request = request;
    this.plan = plan;
    this.planner = planner;
    this.progress = progress;
    this.reports = reports;
    this.start = aws.time().now();
  }

  DeployReport run() {
    try (Interruption interruption = Interruption.begin(this::reportSoFar)) {
      DeployReport report = report(interruption);
      reports.accept(report);
      return report;
    }
  }

  private DeployReport report(Interruption interruption) {
    if (request.bucket().isEmpty() || !plan.needsCode()) {
      CodeLocation direct = new Direct(request.code().file());
      return report(deploy(direct, interruption), List.of());
    }
    InBucket uploaded;
    try {
      uploaded = upload().upload(request.code());
    } catch (ChirpException e) {
      return report(withoutCode(e), List.of());
    }
    objects.add(uploaded);
    List<FunctionResult> results = deploy(uploaded, interruption);
    return report(results, cleanUp(uploaded, results));
  }

  /** For when the JVM ends before the functions are done. */
  private void reportSoFar() {
    List<FunctionResult> results = new ArrayList<>();
    for (FunctionPlan function : plan.functions()) {
      results.add(
          Optional.ofNullable(done.get(function))
              .orElseGet(
                  () ->
                      FunctionResult.untouched(
                          function, Outcome.unknown("stopped before Lambda was done"))));
    }
    DeployReport report = report(results, objects.stream().map(InBucket::toString).toList());
    report.lines().forEach(progress::say);
    reports.accept(report);
  }

  private CodeUpload upload() {
    return new CodeUpload(aws, request.bucket().orElseThrow(), request.folder(), progress);
  }

  private DeployReport report(List<FunctionResult> results, List<String> leftovers) {
    return new DeployReport(
        UUID.randomUUID().toString(),
        start,
        aws.time().now(),
        plan.identity(),
        aws.region(),
        request.code(),
        objects.stream().findFirst(),
        results,
        leftovers);
  }

  /** Nothing is changed on Lambda when the zip did not reach the bucket. */
  private List<FunctionResult> withoutCode(ChirpException failure) {
    return plan.functions().stream()
        .map(
            function ->
                FunctionResult.untouched(
                    function,
                    function.isUnchanged()
                        ? Outcome.of(Kind.UNCHANGED)
                        : Outcome.failed(failure.problem(), failure.suggestion())))
        .toList();
  }

  private List<FunctionResult> deploy(CodeLocation code, Interruption interruption) {
    LambdaFunctions functions =
        new LambdaFunctions(
            aws, plan.needsCode() ? aws.uploader(request.code().size()) : aws.lambda());
    FunctionDeployment.Tools tools =
        new FunctionDeployment.Tools(
            functions,
            planner,
            new Proof(aws.time(), functions, request.code().codeSha256(), interruption),
            code,
            new LogGroups(aws, request.ownership(), request.logRetentionDays(), progress),
            aws.time(),
            progress,
            interruption);
    try (Workers workers = new Workers()) {
      List<Future<FunctionResult>> started = new ArrayList<>();
      for (FunctionPlan function : plan.functions()) {
        started.add(workers.start(() -> one(tools, function, interruption)));
      }
      return Workers.all(started);
    }
  }

  private FunctionResult one(
      FunctionDeployment.Tools tools, FunctionPlan function, Interruption interruption) {
    if (!interruption.reason().isEmpty() && !function.isUnchanged()) {
      return FunctionResult.untouched(
          function, Outcome.skipped("not tried, because of " + interruption.reason()));
    }
    FunctionResult result = new FunctionDeployment(tools, function).run();
    done.put(function, result);
    if (result.outcome().kind() != Kind.UNCHANGED) {
      progress.step(
          DeployReport.line(result),
          "Deployed %d of %d functions".formatted(done.size(), plan.functions().size()));
    }
    return result;
  }

  /** Takes the object away, but never while a function may still need it; says what stays. */
  private List<String> cleanUp(InBucket uploaded, List<FunctionResult> results) {
    boolean needed = results.stream().anyMatch(r -> r.outcome().kind() == Kind.UNKNOWN);
    if (needed) {
      progress.warn(uploaded + " stays, because Lambda may still read it.");
    }
    return needed || !upload().delete(uploaded) ? List.of(uploaded.toString()) : List.of();
  }
}
