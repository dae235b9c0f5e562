package dev.chirp.internal.remote;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Server;
import dev.chirp.internal.sandbox.http.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A Lambda with one function {@code chirp_status} and scripted responses. */
final class ScriptedLambda implements Service {
  private final Server server =
      Server.start(
          0,
          Map.of("lambda", this),
          AccessKey.random(),
          Server.Interceptor.NONE,
          Server.FaultLog.OF_JVM);
  private final Deque<Supplier<Response>> script = new ArrayDeque<>();
  private final List<String> events = new ArrayList<>();
  private String state = "\"State\": \"Active\", \"LastUpdateStatus\": \"Successful\"";

  Aws connect(Time time) {
    return Aws.connect(AwsSettings.ofSandbox(server.address(), Optional.empty()), time);
  }

  void in(String fields) {
    state = fields;
  }

  void then(Supplier<Response> answer) {
    script.add(answer);
  }

  void thenRefuse(int status, String code, String message) {
    script.add(
        () -> {
          throw new AwsError(status, code, message);
        });
  }

  static Response answered(String payload, String log) {
    return Response.json(200, payload)
        .with("X-Amz-Executed-Version", "$LATEST")
        .with("x-amzn-RequestId", "request-1")
        .with(
            "X-Amz-Log-Result",
            Base64.getEncoder().encodeToString(log.getBytes(StandardCharsets.UTF_8)));
  }

  static Response failed(String payload) {
    return answered(payload, "").with("X-Amz-Function-Error", "Unhandled");
  }

  /** The events that arrived. */
  List<String> events() {
    return List.copyOf(events);
  }

  @Override
  public String action(Call call) {
    return "lambda:" + call.method();
  }

  @Override
  public Response answer(Call call) throws IOException {
    if (!call.path().contains("/functions/chirp_status")) {
      throw new AwsError(404, "ResourceNotFoundException", "Function not found: " + call.path());
    }
    if (call.method().equals("GET")) {
      return Response.json(
          200,
          "{\"Configuration\": {\"Handler\": \"acme.Status::handleRequest\", \"Timeout\": 3, %s}}"
              .formatted(state));
    }
    String qualifier = call.parameter("Qualifier").map(name -> name + " ").orElse("");
    events.add(qualifier + new String(call.body().readAllBytes(), StandardCharsets.UTF_8));
    return script.remove().get();
  }

  @Override
  public Response refused(AwsError refusal, Call call) {
    return Response.json(
            refusal.status(),
            "{\"Type\": \"User\", \"Message\": \"%s\"}".formatted(refusal.message()))
        .with("x-amzn-ErrorType", refusal.code());
  }

  void stop() {
    server.close();
  }
}
