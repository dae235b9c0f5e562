package dev.chirp.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import dev.chirp.internal.json.Event;
import dev.chirp.internal.json.JsonException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request, with the same methods for all five event shapes.
 *
 * <p>Each part is read on first use. Not safe for use by several threads at once. Every method
 * throws {@link InvalidRequestException}, so that the function answers 400, when a part of the
 * event has an unexpected type.
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

  /** {@return Lambda's id of this invocation; empty text if the context does not have it} */
  public String requestId() {
    String id = context.getAwsRequestId();
    return id == null ? "" : id;
  }

  /** {@return the HTTP method, in capitals as API Gateway and load balancers send it} */
  public Optional<String> method() {
    return event.method();
  }

  /**
   * {@return the decoded path} HTTP APIs put the name of the stage in front, unless the stage is
   * {@code $default}. A pass-through event has only the resource path, such as {@code
   * /chirps/{id}}.
   */
  public Optional<String> path() {
    return event.path();
  }

  /**
   * {@return the path as it is in the event: encoded in events of REST APIs, function URLs and load
   * balancers, decoded in events of HTTP APIs}
   */
  public Optional<String> rawPath() {
    return event.rawPath();
  }

  /**
   * {@return a query value, decoded; the last one if the name occurs more than once}
   *
   * @param name the name of the query parameter
   */
  public Optional<String> query(String name) {
    return event.query(name);
  }

  /**
   * {@return all query values of a name, decoded, in their order; empty if there are none}
   *
   * @param name the name of the query parameter
   */
  public List<String> queryValues(String name) {
    return event.queryValues(name);
  }

  /**
   * {@return a path parameter, decoded: {@code a/b c} for {@code a%2Fb%20c}} REST APIs send it
   * encoded and HTTP APIs decoded; here it is the same. A plus sign stays, and so does a percent
   * sign without two hexadecimal digits. Function URLs and load balancers have no routes, so their
   * events have no path parameters.
   *
   * @param name the name of the parameter in the route, without braces
   */
  public Optional<String> pathParameter(String name) {
    return event.pathParameter(name);
  }

  /**
   * {@return a path parameter as it is in the event; {@link #rawPath} explains where it is encoded}
   *
   * @param name the name of the parameter in the route, without braces
   */
  public Optional<String> rawPathParameter(String name) {
    return event.rawPathParameter(name);
  }

  /**
   * {@return a header's value, whatever the case of its name; the last one if it occurs more than
   * once}
   *
   * @param name the name of the header, in any case
   */
  public Optional<String> header(String name) {
    return event.header(name);
  }

  /**
   * {@return all values of a header, whatever the case of its name; empty if there are none} HTTP
   * APIs and function URLs join repeated headers with commas, which cannot be undone: there the
   * list has one element.
   *
   * @param name the name of the header, in any case
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
   *     proxy integrations for HTTP APIs</a>
   */
  public List<String> headerValues(String name) {
    return event.headerValues(name);
  }

  /**
   * {@return a cookie's value as it was sent, without any decoding}
   *
   * @param name the name of the cookie
   */
  public Optional<String> cookie(String name) {
    return event.cookie(name);
  }

  /**
   * {@return the value of a variable of the API's stage}
   *
   * @param name the name of the stage variable
   */
  public Optional<String> stageVariable(String name) {
    return event.stageVariable(name);
  }

  /**
   * {@return the caller, as the API's authorizer names it} It is the {@code sub} of a verified
   * token, the {@code principalId} of a REST API's Lambda authorizer, the ARN of the user or role
   * that signed the request, or the identity that a load balancer verified. Absent for anonymous
   * callers, and behind an HTTP API's Lambda authorizer, which names no principal.
   */
  public Optional<String> principal() {
    return event.principal();
  }

  /**
   * {@return a claim of the caller's token, which API Gateway verified} Events of HTTP APIs have
   * them with a JWT authorizer, and those of REST APIs with a Cognito authorizer. API Gateway
   * writes all claims as text: an array is {@code [a b]}.
   *
   * @param name of the claim, such as {@code email}
   */
  public Optional<String> claim(String name) {
    Object value = event.claims().get(name);
    return value == null ? Optional.empty() : Optional.of(Event.text(value));
  }

  /** {@return the scopes in the caller's token, from its claim {@code scope} or {@code scp}} */
  public List<String> scopes() {
    String text = claim("scope").orElse("");
    if (text.isEmpty()) {
      text = claim("scp").orElse("");
    }
    if (text.startsWith("[") && text.endsWith("]")) {
      text = text.substring(1, text.length() - 1);
    }
    return text.isBlank() ? List.of() : List.of(text.strip().split(" +", -1));
  }

  /**
   * {@return a value that the Lambda authorizer of the route returned as context}
   *
   * @param name of the value
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Lambda
   *     authorizers of HTTP APIs</a>
   */
  public Optional<Object> authorizerValue(String name) {
    return Optional.ofNullable(event.authorizerContext().get(name));
  }

  /**
   * {@return the body as text, decoded from base64 (bytes that are not UTF-8 become U+FFFD)} An
   * empty body is absent. A pass-through event has the body as JSON, so its spacing may differ from
   * the original.
   */
  public Optional<String> bodyText() {
    try {
      return event.bodyText();
    } catch (JsonException e) {
      throw invalid(e.getMessage());
    }
  }

  /** {@return the body as bytes, decoded from base64; absent if it is empty} */
  public Optional<byte[]> bodyBytes() {
    try {
      return event.bodyBytes();
    } catch (JsonException e) {
      throw invalid(e.getMessage());
    }
  }

  /**
   * {@return the body as JSON: unmodifiable maps and lists, String, Number, Boolean} JSON null and
   * an empty body are absent.
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
   * {@return the body bound to a class, such as a record} Unknown fields are ignored. Missing
   * fields are null, but a record's primitive fields, such as {@code int}, are required. A number
   * may be sent as text, but not text as a number. Numbers are not rounded, and enum constants are
   * matched by name only. The first use costs the start-up time of jackson-databind.
   *
   * @param <T> the type of the body
   * @param type the class to bind the body to
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
   * The body, a JSON list, with each element bound to a class. Otherwise like {@link #body(Class)}.
   *
   * @param <T> the type of an element
   * @param type the class to bind each element to
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
   * {@return the field at a path, for reading it as a type}
   *
   * @param path in the syntax of {@link #find}
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

  /**
   * {@return a query parameter, for reading it as a type}
   *
   * @param name the name of the query parameter
   */
  public RequestField queryField(String name) {
    return new RequestField(QUERY + name, event.queryValues(name));
  }

  /**
   * {@return a decoded path parameter, for reading it as a type}
   *
   * @param name the name of the parameter in the route, without braces
   */
  public RequestField pathField(String name) {
    return field("params:path:" + name, pathParameter(name));
  }

  /**
   * {@return a header, whatever the case of its name, for reading it as a type}
   *
   * @param name the name of the header, in any case
   */
  public RequestField headerField(String name) {
    return new RequestField(HEADER + name, event.headerValues(name));
  }

  /**
   * {@return a cookie, for reading it as a type} Messages name it {@code cookie:theme} and never
   * quote its value.
   *
   * @param name the name of the cookie
   */
  public RequestField cookieField(String name) {
    return field("cookie:" + name, cookie(name));
  }

  /**
   * {@return a part of the body, for reading it as a type}
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
   * The value at a path; absent if there is none or it is null. Colons separate the segments. For
   * every shape, the paths are those of the pass-through event: {@code body-json:chirp-text},
   * {@code body-json:tags:0}, {@code params:querystring:error}, {@code params:path:id}, {@code
   * params:header:Accept} (any case), {@code stage-variables:table}, {@code context:http-method}.
   * The context has, if the event contains them, {@code http-method}, {@code resource-path}, {@code
   * stage}, {@code source-ip}, {@code user-agent}, {@code request-id} and {@code api-id}. Any other
   * path starts at the root of the event.
   *
   * @param path segments, separated by colons
   * @return unmodifiable maps and lists, String, Number or Boolean
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

  /**
   * Like {@link #find}, as text: numbers and booleans as JSON writes them, objects as JSON text.
   *
   * @param path as {@link #find} takes it
   * @return the text, absent when nothing or null is at the path
   */
  public Optional<String> findText(String path) {
    Optional<Object> value = find(path);
    return value.isPresent() ? Optional.of(Event.text(value.get())) : Optional.empty();
  }

  /**
   * Checks that all these fields exist. Absent and null count as missing; empty text does not.
   *
   * @param paths in the syntax of {@link #find}
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

  /**
   * {@return the whole original event, unmodifiable} This reads all of it; prefer the other
   * methods.
   */
  public Map<String, Object> event() {
    return event.asMap();
  }

  static InvalidRequestException invalid(String message) {
    return new InvalidRequestException(DETAIL_CODE, message);
  }

  /**
   * {@return Lambda's context; a context without request id if the function was called without one}
   */
  public Context context() {
    return context;
  }
}
