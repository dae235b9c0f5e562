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

/** What goes wrong with one request. */
public interface Fault {
  Response answer(Call call, Service service) throws IOException, InterruptedException;

  /** The service says no. */
  static Fault refused(int status, String code, String message) {
    return (call, service) -> {
      throw new AwsError(status, code, message);
    };
  }

  /** The answer comes late. */
  static Fault delayed(TestTime time, Duration duration) {
    return (call, service) -> {
      time.hold(duration);
      return service.answer(call);
    };
  }

  /** The line breaks before the service has seen the request. */
  static Fault droppedBefore() {
    return (call, service) -> {
      throw new ConnectionDropped();
    };
  }

  /** The line breaks while the request's body is sent. */
  static Fault droppedWithin(int bytes) {
    return (call, service) -> {
      call.body().readNBytes(bytes);
      throw new ConnectionDropped();
    };
  }

  /** The service does its work, but nobody hears of it. */
  static Fault droppedAfter() {
    return (call, service) -> {
      service.answer(call);
      throw new ConnectionDropped();
    };
  }

  /** The service does its work, and half of its answer arrives. */
  static Fault cut() {
    return (call, service) -> service.answer(call).cut();
  }

  /** The service's answer in JSON is another. */
  static Fault edited(Consumer<ObjectNode> edit) {
    return (call, service) -> {
      Response answer = service.answer(call);
      ObjectNode json = (ObjectNode) new ObjectMapper().readTree(answer.body());
      edit.accept(json);
      return Response.json(answer.status(), json.toString());
    };
  }

  /** What GetFunction says of a function is another. */
  static Fault configuration(Consumer<ObjectNode> edit) {
    return edited(json -> edit.accept((ObjectNode) json.path("Configuration")));
  }

  /** Something happens first; then all goes well, unless it throws. */
  static Fault first(Event event) {
    return (call, service) -> {
      event.happen();
      return service.answer(call);
    };
  }

  /** Something happens, and then this. */
  default Fault after(Event event) {
    return (call, service) -> {
      event.happen();
      return answer(call, service);
    };
  }

  /** What somebody else does meanwhile. */
  interface Event {
    void happen() throws IOException, InterruptedException;
  }
}
