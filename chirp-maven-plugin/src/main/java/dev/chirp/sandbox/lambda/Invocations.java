package dev.chirp.sandbox.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.sandbox.http.Answer;
import dev.chirp.sandbox.http.Refusal;
import dev.chirp.sandbox.lambda.run.Event;
import dev.chirp.sandbox.lambda.run.Outcome;
import dev.chirp.sandbox.lambda.run.ProcessPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Runs functions. An event that fails is not tried again, as Lambda would twice more.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class Invocations {
  private static final int MAX_PAYLOAD = 6_291_456;
  private static final int MAX_EVENT = 1_048_576;

  private final Launches launches;
  private final ProcessPool pool;
  private final LogSink logs;
  private final Clock clock;
  private final ExecutorService events;

  Invocations(
      Launches launches, ProcessPool pool, LogSink logs, Clock clock, ExecutorService events) {
    this.launches = launches;
    this.pool = pool;
    this.logs = logs;
    this.clock = clock;
    this.events = events;
  }

  /** The function that is asked for; the rest needs no lock. */
  record Target(ObjectNode configuration, String arn) {
    static Target of(Request request, Functions functions) {
      FunctionName name = request.function();
      ObjectNode found =
          functions
              .require(request.scope(), name)
              .choose(name.qualifier())
              .orElseThrow(() -> FunctionName.notFound(name.arn(request.scope())));
      if (Function.isPending(found, functions.now())) {
        throw Function.pending();
      }
      ObjectNode inForce = Function.inForce(found, functions.now());
      return new Target(inForce.deepCopy(), name.arn(request.scope()));
    }

    String version() {
      return configuration.get("Version").asText();
    }
  }

  Answer invoke(Request request, Target target) throws IOException {
    String type = request.call().header("x-amz-invocation-type").orElse("RequestResponse");
    Event event = new Event(request.call().requestId(), target.arn(), payload(request, type));
    return switch (type) {
      case "DryRun" -> Answer.of(204);
      case "Event" -> {
        Launches.requireRelease(target.configuration()); // later nobody would be told
        Future<Run> unused = events.submit(() -> run(request, target, event));
        yield Answer.of(202);
      }
      case "RequestResponse" -> answer(request, target, run(request, target, event));
      default ->
          throw Validation.refusal(
              "Value '%s' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
                  .formatted(type));
    };
  }

  private static String payload(Request request, String type) throws IOException {
    int most = type.equals("Event") ? MAX_EVENT : MAX_PAYLOAD;
    byte[] bytes = request.call().body().readNBytes(most + 1);
    if (bytes.length > most) {
      throw new Refusal(
          413,
          "RequestEntityTooLargeException",
          "Request must be smaller than %d bytes for the InvokeFunction operation".formatted(most));
    }
    if (bytes.length == 0) {
      return "{}";
    }
    try {
      Request.JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new Refusal(
          400,
          "InvalidRequestContentException",
          "Could not parse request body into json: Could not parse payload into json: "
              + e.getOriginalMessage());
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** An outcome, and the whole log of it. */
  private record Run(Outcome outcome, String log) {}

  private Run run(Request request, Target target, Event event) {
    ObjectNode configuration = target.configuration();
    ProcessPool.Member member =
        pool.take(
            request
                .scope()
                .arn(configuration.get("FunctionName").asText() + ":" + target.version()),
            configuration.get("RevisionId").asText(),
            id -> launches.of(configuration, request, stream(configuration, id)));
    Instant start = clock.instant();
    try {
      Outcome outcome = member.process().invoke(event);
      List<String> lines =
          new InvocationLog(event.requestId(), target.version(), configuration, outcome)
              .lines(member.launch().announcement(), clock.instant());
      logs.append(
          new LogSink.Stream(
              request.scope().account(),
              request.scope().region(),
              configuration.path("LoggingConfig").path("LogGroup").asText(),
              member.launch().environment().getOrDefault(Launches.STREAM, "")),
          at(lines, outcome, start));
      return new Run(outcome, String.join("\n", lines) + "\n");
    } finally {
      pool.giveBack(member);
    }
  }

  /** A process's start comes before the invocation that it was started for. */
  private List<LogSink.Line> at(List<String> lines, Outcome outcome, Instant taken) {
    Instant end = clock.instant();
    Instant ready = taken.plus(outcome.init().orElse(Duration.ZERO));
    Instant start = ready.isAfter(end) ? end : ready;
    int before = outcome.init().isPresent() ? 1 + outcome.initOutput().size() : 0;
    List<LogSink.Line> timed = new ArrayList<>();
    for (String line : lines) {
      int at = timed.size();
      timed.add(new LogSink.Line(at < before ? taken : at == before ? start : end, line));
    }
    return List.copyOf(timed);
  }

  /** Of the day that it is first written to. */
  private String stream(ObjectNode configuration, String id) {
    String day = clock.instant().toString().substring(0, 10).replace('-', '/');
    return "%s/[%s]%s".formatted(day, configuration.get("Version").asText(), id);
  }

  private static Answer answer(Request request, Target target, Run run) {
    Answer answer =
        Answer.json(200, run.outcome().payload()).with("X-Amz-Executed-Version", target.version());
    if (run.outcome().failed()) {
      answer = answer.with("X-Amz-Function-Error", "Unhandled");
    }
    boolean tail = request.call().header("x-amz-log-type").orElse("").equals("Tail");
    return tail ? answer.with("X-Amz-Log-Result", tail(run.log())) : answer;
  }

  /** The last 4 KB. */
  private static String tail(String log) {
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    int from = Math.max(0, bytes.length - 4096);
    return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }
}
