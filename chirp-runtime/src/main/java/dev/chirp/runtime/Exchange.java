package dev.chirp.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import dev.chirp.internal.json.Event;
import dev.chirp.internal.json.JsonException;
import dev.chirp.internal.json.JsonWriter;
import dev.chirp.internal.json.ResponseBuffer;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request and its response. */
final class Exchange {

  private static final int UNREADABLE = 400;
  private static final int FAILED = 500;
  private static final int DETAIL_CODE = 100;
  private static final String FAILED_MESSAGE = "An internal server error occurred";

  private final Settings settings;
  private final Context context;
  private final Log log;

  Exchange(Settings settings, Context context) {
    this.settings = settings;
    this.context = context;
    this.log = new Log(settings, context);
  }

  /**
   * The whole response.
   *
   * @throws FunctionErrorException when errors are function errors in the event's shape
   * @throws VirtualMachineError see {@link ApiFunction#handleRequest}
   */
  ResponseBuffer respond(ApiFunction function, InputStream in) throws IOException {
    Event event;
    try {
      event = Event.read(in);
    } catch (Throwable t) {
      throw functionError(failure(Optional.empty(), t), t);
    }
    ResponseBuffer response;
    try {
      log.request(event);
      event.check();
      response = success(function, event);
    } catch (Throwable t) {
      response = failure(Optional.of(event), t);
      if (!event.isHttp()) {
        throw functionError(response, t);
      }
      if (endsJvm(t)) {
        throw (Error) t; // the gateway sends a response instead
      }
    }
    log.response(response);
    return response;
  }

  private ResponseBuffer success(ApiFunction function, Event event) throws Exception {
    Optional<Cors> cors = settings.cors;
    if (cors.isPresent() && cors.get().isPreflight(event)) {
      return event.response(
          204, cors.get().preflightHeaders(event), List.of(), new ResponseBuffer(), false);
    }
    Object result = function.handle(new ApiRequest(event, context));
    ApiResponse response = result instanceof ApiResponse r ? r : ApiResponse.of(result);
    boolean bare = event.isHttp() && isWithoutBody(response.status);
    ResponseBuffer body = bare ? new ResponseBuffer() : body(response);
    if (!event.isHttp() && !response.binary) {
      return body;
    }
    Map<String, String> headers = new LinkedHashMap<>(response.headers);
    if (bare) {
      headers.remove("content-type");
    } else {
      headers.putIfAbsent("content-type", "application/json");
    }
    addCors(headers, event);
    boolean binary = response.binary && !bare;
    return event.response(response.status, headers, response.cookies, body, binary);
  }

  private static ResponseBuffer body(ApiResponse response) throws IOException {
    if (response.binary) {
      ResponseBuffer bytes = new ResponseBuffer();
      bytes.write(response.bytes());
      return bytes;
    }
    return JsonWriter.envelope(response.data, response.status, response.notes);
  }

  /**
   * True for 204, 205 and 304, which have no content.
   * https://httpwg.org/specs/rfc9110.html#status.204
   */
  private static boolean isWithoutBody(int status) {
    return status == 204 || status == 205 || status == 304;
  }

  private ResponseBuffer failure(Optional<Event> event, Throwable t) throws IOException {
    // Prepared first, because the log may use up the memory for it.
    ResponseBuffer last = response(event, failed(FAILED_MESSAGE));
    if (t instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    try {
      return response(event, errorOf(t));
    } catch (Throwable e) {
      // Even the error is too large, such as with a message of 6 MB.
      log.failure(e);
      return last;
    }
  }

  /** The error in the event's shape, or the envelope alone if it becomes a function error. */
  private ResponseBuffer response(Optional<Event> event, ApiError error) throws IOException {
    ResponseBuffer envelope =
        JsonWriter.errorEnvelope(
            error.httpStatusCode(),
            error.detailCode(),
            error.code(),
            error.message(),
            error.developerMessage(),
            error.moreInfoUrl());
    if (event.isEmpty() || !event.get().isHttp()) {
      return envelope;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    addCors(headers, event.get());
    return event.get().response(error.httpStatusCode(), headers, List.of(), envelope, false);
  }

  private FunctionErrorException functionError(ResponseBuffer envelope, Throwable t) {
    log.response(envelope);
    if (endsJvm(t)) {
      Error ending = new InternalError(envelope.text(), t);
      ending.setStackTrace(new StackTraceElement[0]); // Lambda would show it to the caller
      throw ending;
    }
    return new FunctionErrorException(envelope.text());
  }

  /** True if AWS's runtime interface client ends the JVM after this error. */
  private static boolean endsJvm(Throwable t) {
    return t instanceof VirtualMachineError || t instanceof IOError;
  }

  private void addCors(Map<String, String> headers, Event event) {
    if (settings.cors.isPresent()) {
      settings.cors.get().addTo(headers, event);
    }
  }

  /** The error for the caller. Logs it as well. */
  private ApiError errorOf(Throwable t) {
    int status = UNREADABLE;
    int detailCode = DETAIL_CODE;
    if (t instanceof ApiException e) {
      status = e.httpStatusCode();
      detailCode = e.detailCode();
    } else if (!(t instanceof JsonException)) {
      log.failure(t);
      return failed(settings.exposeErrors ? cause(t) : FAILED_MESSAGE);
    }
    String message = t.getMessage() == null ? "" : t.getMessage();
    ApiError error = error(status, detailCode, message, message);
    log.error(error, t);
    return error;
  }

  private ApiError failed(String developerMessage) {
    return error(FAILED, DETAIL_CODE, FAILED_MESSAGE, developerMessage);
  }

  private ApiError error(int status, int detailCode, String message, String developerMessage) {
    String url = settings.docsUrl + "/" + status + "-" + detailCode;
    return new ApiError(status, detailCode, message, developerMessage, url);
  }

  private static String cause(Throwable t) {
    try {
      return t.toString();
    } catch (Throwable e) {
      return t.getClass().getName();
    }
  }
}
