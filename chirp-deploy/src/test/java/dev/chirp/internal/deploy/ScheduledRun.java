package dev.chirp.internal.deploy;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.fault.Script;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.TimeLimit;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.FaultSchedule.Before;
import dev.chirp.internal.deploy.FaultSchedule.Planted;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.sandbox.server.TokenBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** A deploy that runs with all the faults of one schedule. */
final class ScheduledRun implements AutoCloseable {
  static final String CANARY = "canary-value";

  private static final Map<String, String> ENVIRONMENT = Map.of("TABLE", CANARY);
  private static final String LAMBDA = "lambda:*";
  private static final int OTHER_MEMORY = 256;

  final FaultSchedule schedule;
  final DeployWorld world;
  final CodePackage code;
  final List<FunctionSpec> specs;
  private final CodePackage other;
  private final Path directory;
  private final Map<String, String> revisions = new HashMap<>();
  private final Optional<String> bucket;
  private final Set<Trouble> met = Collections.synchronizedSet(EnumSet.noneOf(Trouble.class));

  /**
   * The end of a deploy.
   *
   * @param refused why there is no report, because nothing started
   */
  record Ending(Optional<DeployReport> report, Optional<ChirpException> refused, Duration took) {}

  ScheduledRun(FaultSchedule schedule, Path directory) throws IOException {
    this.schedule = schedule;
    this.directory = directory;
    this.world = new DeployWorld(directory);
    this.code = world.zip("this");
    this.other = world.zip("other");
    this.specs = IntStream.range(0, schedule.before().size()).mapToObj(i -> spec(i, true)).toList();
    this.bucket = schedule.throughBucket() ? world.makeBucket() : Optional.empty();
    prepare();
  }

  private static FunctionSpec spec(int number, boolean settings) {
    return DeployWorld.spec(
        number, settings ? 512 : OTHER_MEMORY, settings ? ENVIRONMENT : Map.of());
  }

  private void prepare() {
    for (boolean sameCode : new boolean[] {true, false}) {
      List<FunctionSpec> there =
          IntStream.range(0, specs.size())
              .filter(i -> before(i) != Before.NOTHING && before(i).hasCode() == sameCode)
              .mapToObj(i -> spec(i, before(i).hasSettings()))
              .toList();
      if (!there.isEmpty()) {
        world.deploy(world.request(there, sameCode ? code : other)).check();
      }
    }
    world.changes().clear();
    world.changes().on(LAMBDA).then(FaultySandbox.taking(schedule.busy()));
    for (int i = 0; i < specs.size(); i++) {
      if (before(i) != Before.NOTHING) {
        String name = specs.get(i).lambdaName();
        makeBusy(name);
        revisions.put(name, revision(name));
      }
    }
    world.said.lines.clear();
    world.faults().clear();
    world.changes().clear();
  }

  /** Someone else changes something that the deploy does not set. */
  private void makeBusy(String function) {
    if (!schedule.busy().isZero()) {
      world
          .somebodyElse()
          .updateFunctionConfiguration(
              r -> r.functionName(function).tracingConfig(t -> t.mode("PassThrough")));
    }
  }

  private Before before(int function) {
    return schedule.before().get(function);
  }

  /** Deploys with all faults. */
  Ending meetTrouble() {
    schedule.planted().forEach(this::plant);
    world.changes().on(LAMBDA).then(FaultySandbox.taking(schedule.delay()));
    return deploy(schedule.timeLimit());
  }

  /** Deploys again without faults, as another process would. */
  Ending deployInPeace() {
    world.faults().clear();
    world.changes().clear();
    world.time().pass(Duration.ofHours(1));
    return deploy(Duration.ofMinutes(30));
  }

  private Ending deploy(Duration timeLimit) {
    Instant start = world.time().now();
    DeployRequest request = world.request(specs, code, bucket);
    try (Aws aws = Aws.connect(world.sandbox.settings(schedule.maxAttempts()), world.time())) {
      CurrentReport current = CurrentReport.into(directory, world.said);
      TimeLimit limit = TimeLimit.of(world.time(), timeLimit);
      Deployer deployer = new Deployer(aws, request, world.said);
      DeployReport report = world.apply(deployer, deployer.plan(), limit, current::addLate);
      current.add(report);
      report.lines().forEach(world.said::say);
      return new Ending(Optional.of(report), Optional.empty(), since(start));
    } catch (ChirpException e) {
      return new Ending(Optional.empty(), Optional.of(e), since(start));
    }
  }

  private Duration since(Instant start) {
    return Duration.between(start, world.time().now());
  }

  Path reportFile() {
    return DeployReportFile.in(directory);
  }

  /** Returns each function's revision before the deploy. */
  Map<String, String> revisions() {
    return revisions;
  }

  /** Returns a function's revision. */
  String revision(String function) {
    return world
        .somebodyElse()
        .getFunction(r -> r.functionName(function))
        .configuration()
        .revisionId();
  }

  /** Returns whether someone else may have changed a function. */
  boolean isSuperseded() {
    return met.contains(Trouble.SUPERSEDED);
  }

  /** Returns the faults that occurred, because a deploy does not reach all of them. */
  Set<Trouble> met() {
    return met;
  }

  private void plant(Planted planted) {
    switch (planted.trouble()) {
      case LIMITED -> {
        TokenBucket tokens = new TokenBucket(2, world.time());
        rule(world.faults(), planted, m -> isLambda(m) && !tokens.take()).then(refusal(planted));
      }
      case UNSEEN ->
          rule(world.faults(), planted, m -> isNew(m, planted.duration().dividedBy(4)))
              .then(refusal(planted));
      case EXPIRED ->
          rule(world.faults(), planted, fits(planted).or(m -> met.contains(planted.trouble())))
              .then(refusal(planted));
      case STAYS ->
          rule(world.changes(), planted, fits(planted))
              .then(FaultySandbox.taking(planted.duration()));
      case FAILS ->
          rule(world.changes(), planted, fits(planted))
              .then(
                  FaultySandbox.failing(
                      "InternalError", "It broke.", planted.duration().dividedBy(10)));
      case SUPERSEDED ->
          specs.forEach(
              spec ->
                  rule(
                          world.faults(),
                          planted,
                          fits(planted).and(m -> m.subject().equals(spec.lambdaName())))
                      .then(Fault.first(() -> supersede(spec.lambdaName(), planted))));
      default -> rule(world.faults(), planted, fits(planted)).then(refusal(planted));
    }
  }

  private static boolean isLambda(Script.Moment moment) {
    return moment.action().startsWith("lambda:");
  }

  /** Returns whether the call reads a function that was created less than this long ago. */
  private boolean isNew(Script.Moment moment, Duration duration) {
    return moment.action().equals("lambda:GetFunction")
        && world.faults().past().stream()
            .filter(made -> made.action().equals("lambda:CreateFunction"))
            .filter(made -> made.subject().equals(moment.subject()))
            .anyMatch(made -> made.at().plus(duration).isAfter(moment.at()));
  }

  private Predicate<Script.Moment> fits(Planted planted) {
    Predicate<Script.Moment> concerned =
        moment ->
            moment.action().equals(planted.action())
                && (planted.function().isEmpty() || moment.subject().equals(planted.function()));
    return concerned.and(
        switch (planted.which()) {
          case FIRST -> moment -> moment.number() == 1;
          case SECOND -> moment -> moment.number() == 2;
          case THIRD -> moment -> moment.number() == 3;
          case FIRST_THREE -> moment -> moment.number() <= 3;
          case SOME -> moment -> Script.drawn(planted.seed(), moment) < 0.5;
          case EVERY -> moment -> true;
        });
  }

  /** Records that a fault occurred. */
  private <T> Script<T>.Rule rule(
      Script<T> script, Planted planted, Predicate<Script.Moment> when) {
    return script
        .on("*")
        .where(when)
        .where(
            moment -> {
              met.add(planted.trouble());
              return true;
            });
  }

  private Fault refusal(Planted planted) {
    return switch (planted.trouble()) {
      case THROTTLED, LIMITED -> Fault.refused(429, "TooManyRequestsException", "Rate exceeded");
      case BUSY -> Fault.refused(409, "ResourceConflictException", "An update is in progress");
      case CONTENDED -> Fault.refused(412, "PreconditionFailedException", "The RevisionId differs");
      case BROKEN -> Fault.refused(500, "InternalError", "An error occurred");
      case UNAVAILABLE -> Fault.refused(503, "ServiceUnavailable", "Come back later");
      case DENIED -> Fault.refused(403, "AccessDeniedException", "You may not");
      case EXPIRED -> Fault.refused(403, "ExpiredTokenException", "The token has expired");
      case LATE -> Fault.delayed(world.time(), planted.duration().dividedBy(10));
      case DROPPED_BEFORE -> Fault.droppedBefore();
      case DROPPED_WITHIN -> Fault.droppedWithin(60);
      case DROPPED_AFTER -> Fault.droppedAfter();
      case CUT -> Fault.cut();
      case NOT_ASSUMABLE ->
          Fault.refused(
              400,
              "InvalidParameterValueException",
              "The role defined for the function cannot be assumed by Lambda.");
      case UNSEEN -> Fault.refused(404, "ResourceNotFoundException", "Function not found");
      case SUPERSEDED, STAYS, FAILS -> throw new IllegalArgumentException(planted.toString());
    };
  }

  /** Puts other code or settings on a function, if it exists and accepts them. */
  private void supersede(String function, Planted planted) throws IOException {
    try {
      if (planted.concernsSettings()) {
        world
            .somebodyElse()
            .updateFunctionConfiguration(
                r ->
                    r.functionName(function)
                        .memorySize(OTHER_MEMORY)
                        .environment(e -> e.variables(Map.of())));
      } else {
        SdkBytes zip = SdkBytes.fromByteArray(Files.readAllBytes(other.file()));
        world.somebodyElse().updateFunctionCode(r -> r.functionName(function).zipFile(zip));
      }
    } catch (LambdaException e) {
      world.said.detail("Somebody else was refused, too: " + e.statusCode());
    }
  }

  @Override
  public void close() {
    world.close();
  }
}
