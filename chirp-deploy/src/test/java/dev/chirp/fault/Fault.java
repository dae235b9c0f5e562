package dev.chirp.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.ConnectionDropped;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Service;
import dev.chirp.testkit.TestTime;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** A fault of one request. */
public interface Fault {
  Response answer(Call call, Service service) throws IOException, InterruptedException;

  /** The service refuses the request. */
  static Fault refused(int status, String code, String message) {
    return (call, service) -> {
      throw new AwsError(status, code, message);
    };
  }

  /** The response comes late. */
  static Fault delayed(TestTime time, Duration duration) {
    return (call, service) -> {
      time.hold(duration);
      return service.answer(call);
    };
  }

  /** The connection breaks before the service receives the request. */
  static Fault droppedBefore() {
    return (call, service) -> {
      throw new ConnectionDropped();
    };
  }

  /** The connection breaks while the request's body is sent. */
  static Fault droppedWithin(int bytes) {
    return (call, service) -> {
      call.body().readNBytes(bytes);
      throw new ConnectionDropped();
    };
  }

  /** The service does its work, but the response is lost. */
  static Fault droppedAfter() {
    return (call, service) -> {
      service.answer(call);
      throw new ConnectionDropped();
    };
  }

  /** The service does its work, but only half of the response arrives. */
  static Fault cut() {
    return (call, service) -> service.answer(call).cut();
  }

  /** The service's JSON response is changed. */
  static Fault edited(Consumer<ObjectNode> edit) {
    return (call, service) -> {
      Response answer = service.answer(call);
      ObjectNode json = (ObjectNode) new ObjectMapper().readTree(answer.body());
      edit.accept(json);
      return Response.json(answer.status(), json.toString());
    };
  }

  /** GetFunction's response is changed. */
  static Fault configuration(Consumer<ObjectNode> edit) {
    return edited(json -> edit.accept((ObjectNode) json.path("Configuration")));
  }

  /** Runs something first, then handles the request normally, unless it throws. */
  static Fault first(Event event) {
    return (call, service) -> {
      event.happen();
      return service.answer(call);
    };
  }

  /** Runs something first, then applies this fault. */
  default Fault after(Event event) {
    return (call, service) -> {
      event.happen();
      return answer(call, service);
    };
  }

  /** A change that someone else makes at the same time. */
  interface Event {
    void happen() throws IOException, InterruptedException;
  }
}
