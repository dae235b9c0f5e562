package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.process.LambdaEnvironment;
import dev.chirp.internal.process.ProcessPool;
import java.time.Clock;
import java.util.UUID;

/** Invokes a function in a process of the pool, and writes its log. */
record FunctionRunner(LaunchFactory launches, ProcessPool pool, LogSink logs, Clock clock) {

  /**
   * The result of an invocation.
   *
   * @param logTail the end of the log, in base64
   */
  record Result(InvocationResult outcome, String logTail) {}

  /** Refuses a function that this machine cannot run. */
  void requireRunnable(InvocationTarget target) {
    launches.requireRunnable(target.configuration());
  }

  Result run(LambdaRequest request, InvocationTarget target, InvocationEvent event) {
    ObjectNode configuration = target.configuration();
    ProcessPool.Member member =
        pool.take(
                target.versionArn(request.scope()),
                configuration.get("RevisionId").asText(),
                id -> launches.of(configuration, request, stream(target, id)))
            .orElseThrow(LambdaError::tooMany);
    boolean ended = false;
    try {
      InvocationLog log =
          log(
              request,
              target,
              event,
              member.launch().environment().getOrDefault(LaunchFactory.STREAM, ""),
              member.launch().announcement());
      InvocationResult outcome = member.process().invoke(event, log);
      log.ended(outcome);
      ended = true;
      return new Result(outcome, log.tail());
    } finally {
      if (ended) {
        pool.giveBack(member);
      } else {
        pool.end(member); // it may still be running
      }
    }
  }

  /** Logs that the function did not start. The sender of an asynchronous event gets no response. */
  void notStarted(
      LambdaRequest request,
      InvocationTarget target,
      InvocationEvent event,
      RuntimeException problem) {
    String stream = stream(target, UUID.randomUUID().toString().replace("-", ""));
    log(request, target, event, stream, "").notStarted(String.valueOf(problem.getMessage()));
  }

  private InvocationLog log(
      LambdaRequest request,
      InvocationTarget target,
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

  /** The name of a log stream, with the date of its first line. */
  private String stream(InvocationTarget target, String id) {
    return LambdaEnvironment.logStream(clock.instant(), target.version(), id);
  }
}
