package dev.chirp.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import dev.chirp.internal.json.Event;
import dev.chirp.internal.json.JsonException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request, the same to read whichever of the five event shapes it came in.
 *
 * <p>Nothing is read before it is asked for. Not safe for use by several threads at once. Every
 * method throws {@link InvalidRequestException} or makes the function answer 400 when the part
 * asked for is not what its place in the event calls for.
 */
public final class ApiRequest {

  private static final int DETAIL_CODE = 100;
  private static final String QUERY = "params:querystring:";
  private static final String HEADER = "params:header:";

  private final Event event;
  private final Context context;

  ApiRequest(Event event, Context context) {
    this.event = event;
    this.context = context;
  }

  /** Lambda's id of this invocation; empty text when the context has none. */
  public String requestId() {
    String id = context.getAwsRequestId();
    return id == null ? "" : id;
  }

  /** The HTTP method, in capitals as API Gateway and load balancers send it. */
  public Optional<String> method() {
    return event.method();
  }

  /**
   * The path, decoded. HTTP APIs put the name of the stage before it, unless the stage is {@code
   * $default}. In a pass-through event this is the resource path, such as {@code /chirps/{id}}: the
   * template sends no other.
   */
  public Optional<String> path() {
    return event.path();
  }

  /**
   * The path as the event has it: as it was sent by REST APIs, function URLs and load balancers,
   * and decoded by HTTP APIs, which send no other.
   */
  public Optional<String> rawPath() {
    return event.rawPath();
  }

  /** A query value, decoded; the last one when the name comes more than once. */
  public Optional<String> query(String name) {
    return event.query(name);
  }

  /** All query values of a name, decoded, in their order; empty when there is none. */
  public List<String> queryValues(String name) {
    return event.queryValues(name);
  }

  /**
   * A path parameter, decoded: {@code a/b c} for {@code a%2Fb%20c}. REST APIs hand it over encoded
   * and HTTP APIs decoded; here it is the same. A plus sign stays one, and so does a percent sign
   * that begins no byte. Absent in events of function URLs and load balancers, which have no
   * routes.
   */
  public Optional<String> pathParameter(String name) {
    return event.pathParameter(name);
  }

  /** A path parameter as the event has it; {@link #rawPath} says where that is encoded. */
  public Optional<String> rawPathParameter(String name) {
    return event.rawPathParameter(name);
  }

  /** A header's value, whatever the case of its name; the last when it came more than once. */
  public Optional<String> header(String name) {
    return event.header(name);
  }

  /**
   * All values of a header, whatever the case of its name; empty when there is none. HTTP APIs and
   * function URLs join repeated headers with commas, and what was joined cannot be told from what
   * was sent so: there the list has one element.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
   *     proxy integrations for HTTP APIs</a>
   */
  public List<String> headerValues(String name) {
    return event.headerValues(name);
  }

  /** A cookie's value as it was sent, whatever is encoded in it. */
  public Optional<String> cookie(String name) {
    return event.cookie(name);
  }

  public Optional<String> stageVariable(String name) {
    return event.stageVariable(name);
  }

  /**
   * The body as text, base64 undone (bytes that are no UTF-8 become U+FFFD). An empty body is
   * absent. Where the event has the body as JSON (pass-through), this is its JSON text, not
   * necessarily spaced as it was sent.
   */
  public Optional<String> bodyText() {
    try {
      return event.bodyText();
    } catch (JsonException e) {
      throw invalid(e.getMessage());
    }
  }

  /** The body as bytes, base64 undone; absent when empty. */
  public Optional<byte[]> bodyBytes() {
    try {
      return event.bodyBytes();
    } catch (JsonException e) {
      throw invalid(e.getMessage());
    }
  }

  /**
   * The body as JSON: unmodifiable maps and lists, String, Number, Boolean. JSON null and an empty
   * body are absent.
   *
   * @throws InvalidRequestException with detail code 100 when the body is not JSON
   */
  public Optional<Object> body() {
    try {
      return event.body();
    } catch (JsonException e) {
      throw invalid(e.getMessage());
    }
  }

  /**
   * The body bound to a class, such as a record. Unknown fields are ignored. Missing fields are
   * null, but those of a primitive type, such as {@code int}, have to be there in a record. A
   * number may be sent as text, and never the other way round; nothing is rounded, and no enum
   * constant is meant by its number. The first use costs the start-up time of jackson-databind.
   *
   * @throws InvalidRequestException with detail code 100 when the body is absent, is not JSON, or
   *     does not fit: {@code body-json:items:0:price: 'abc' is not a number}, {@code Fields missing
   *     body-json:items:0:price}
   */
  public <T> T body(Class<T> type) {
    try {
      return present(event.body(type));
    } catch (JsonException e) {
      throw invalid(e.getMessage());
    }
  }

  /**
   * The body, a JSON list, bound to a class for each element. Otherwise as {@link #body(Class)}.
   *
   * @return unmodifiable, without nulls
   * @throws InvalidRequestException with detail code 100 when the body is absent, is not a JSON
   *     list, or an element is null or does not fit
   */
  public <T> List<T> bodyList(Class<T> type) {
    try {
      return present(event.bodyList(type));
    } catch (JsonException e) {
      throw invalid(e.getMessage());
    }
  }

  private static <T> T present(Optional<T> body) {
    if (body.isEmpty()) {
      throw invalid("The body is missing");
    }
    return body.get();
  }

  /**
   * The field at a path, to be read as a type.
   *
   * @param path as {@link #find} takes it
   * @throws InvalidRequestException with detail code 100 when the path leads into a body that is
   *     not JSON
   */
  public RequestField field(String path) {
    if (path.startsWith(QUERY) && path.indexOf(':', QUERY.length()) < 0) {
      return queryField(path.substring(QUERY.length()));
    }
    if (path.startsWith(HEADER) && path.indexOf(':', HEADER.length()) < 0) {
      return headerField(path.substring(HEADER.length()));
    }
    return field(path, find(path));
  }

  /** A query parameter, to be read as a type. */
  public RequestField queryField(String name) {
    return new RequestField(QUERY + name, event.queryValues(name));
  }

  /** A path parameter, decoded, to be read as a type. */
  public RequestField pathField(String name) {
    return field("params:path:" + name, pathParameter(name));
  }

  /** A header, whatever the case of its name, to be read as a type. */
  public RequestField headerField(String name) {
    return new RequestField(HEADER + name, event.headerValues(name));
  }

  /** A cookie, to be read as a type. Messages name it {@code cookie:theme} and never quote it. */
  public RequestField cookieField(String name) {
    return field("cookie:" + name, cookie(name));
  }

  /**
   * A part of the body, to be read as a type.
   *
   * @param path below {@code body-json}: {@code price}, {@code items:0:price}
   * @throws InvalidRequestException with detail code 100 when the body is not JSON
   */
  public RequestField bodyField(String path) {
    return field("body-json:" + path);
  }

  private static RequestField field(String path, Optional<?> value) {
    return new RequestField(path, value.isPresent() ? List.of(value.get()) : List.of());
  }

  /**
   * What stands at a path, absent when nothing or null does. The segments are separated by colons,
   * and the paths are those of the pass-through event whatever the shape: {@code
   * body-json:chirp-text}, {@code body-json:tags:0}, {@code params:querystring:error}, {@code
   * params:path:id}, {@code params:header:Accept} (any case), {@code stage-variables:table}, {@code
   * context:http-method}. Of the context every shape has, as far as its event tells: {@code
   * http-method}, {@code resource-path}, {@code stage}, {@code source-ip}, {@code user-agent},
   * {@code request-id}, {@code api-id}. A path that begins otherwise is looked up in the event as
   * it came.
   *
   * @throws InvalidRequestException with detail code 100 when the path leads into a body that is
   *     not JSON
   */
  public Optional<Object> find(String path) {
    try {
      return event.find(path);
    } catch (JsonException e) {
      throw invalid(e.getMessage());
    }
  }

  /** As {@link #find}, as text: numbers and booleans as JSON writes them, objects as JSON text. */
  public Optional<String> findText(String path) {
    Optional<Object> value = find(path);
    return value.isPresent() ? Optional.of(Event.text(value.get())) : Optional.empty();
  }

  /**
   * Checks that fields are there, all at once. Absent and null are missing, empty text is not.
   *
   * @param paths as {@link #find} takes them
   * @return this
   * @throws InvalidRequestException with detail code 100 that names every missing field: {@code
   *     Fields missing body-json:chirp-text,params:path:id}
   */
  public ApiRequest require(String... paths) {
    StringBuilder missing = new StringBuilder();
    for (String path : paths) {
      if (find(path).isEmpty()) {
        missing.append(missing.length() == 0 ? "" : ",").append(path);
      }
    }
    if (missing.length() > 0) {
      throw invalid("Fields missing " + missing);
    }
    return this;
  }

  /** The whole event as it came, unmodifiable. Reads all of it: ask for parts where possible. */
  public Map<String, Object> event() {
    return event.asMap();
  }

  static InvalidRequestException invalid(String message) {
    return new InvalidRequestException(DETAIL_CODE, message);
  }

  /** Lambda's context; one without request id when the function was called without context. */
  public Context context() {
    return context;
  }
}
