package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.process.LambdaEnvironment;
import java.time.Clock;
import java.util.UUID;

/** Runs a function once in a process of the pool, and logs it. */
record FunctionRunner(Launches launches, ProcessPool pool, LogSink logs, Clock clock) {

  /**
   * An outcome.
   *
   * @param logTail the end of its log, in base64
   */
  record Run(InvocationResult outcome, String logTail) {}

  /** Says what cannot be run here. */
  void requireRunnable(Target target) {
    launches.requireRunnable(target.configuration());
  }

  Run run(LambdaRequest request, Target target, InvocationEvent event) {
    ObjectNode configuration = target.configuration();
    ProcessPool.Member member =
        pool.take(
            target.versionArn(request.scope()),
            configuration.get("RevisionId").asText(),
            id -> launches.of(configuration, request, stream(target, id)));
    boolean ended = false;
    try {
      InvocationLog log =
          log(
              request,
              target,
              event,
              member.launch().environment().getOrDefault(Launches.STREAM, ""),
              member.launch().announcement());
      InvocationResult outcome = member.process().invoke(event, log);
      log.ended(outcome);
      ended = true;
      return new Run(outcome, log.tail());
    } finally {
      if (ended) {
        pool.giveBack(member);
      } else {
        pool.end(member); // it may be running still
      }
    }
  }

  /** Logs that there was nothing to run, for an event whose sender is not told. */
  void notStarted(
      LambdaRequest request, Target target, InvocationEvent event, RuntimeException problem) {
    String stream = stream(target, UUID.randomUUID().toString().replace("-", ""));
    log(request, target, event, stream, "").notStarted(String.valueOf(problem.getMessage()));
  }

  private InvocationLog log(
      LambdaRequest request,
      Target target,
      InvocationEvent event,
      String stream,
      String announcement) {
    ObjectNode configuration = target.configuration();
    return new InvocationLog(
        logs,
        new LogSink.Stream(
            request.scope().account(),
            request.scope().region(),
            configuration.path("LoggingConfig").path("LogGroup").asText(),
            stream),
        clock,
        event.requestId(),
        announcement,
        configuration);
  }

  /** Of the day that it is first written to. */
  private String stream(Target target, String id) {
    return LambdaEnvironment.logStream(clock.instant(), target.version(), id);
  }
}
