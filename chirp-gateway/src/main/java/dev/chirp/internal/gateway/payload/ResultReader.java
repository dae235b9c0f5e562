package dev.chirp.internal.gateway.payload;

import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.MessageBytes;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.payload.AwsDifferences.Kind;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes the HTTP response of what a function returned, in payload format 2.0: an object with a
 * {@code statusCode} is the response, and anything else is the body of a 200.
 *
 * @param flavor whose rules it follows
 */
public record ResultReader(ApiIdentity.Flavor flavor, AwsDifferences differences) {
  /** The most bytes that Lambda takes of a function. */
  public static final int MAX_BYTES = 6_291_556;

  private static final Pattern INTEGER = Pattern.compile("\\d{1,9}");
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[^\\x00-\\x08\\x0a-\\x1f\\x7f]*");

  /** Headers that only the gateway sets. */
  private static final Set<String> OWN =
      Set.of("connection", "content-length", "date", "keep-alive", "transfer-encoding", "upgrade");

  /**
   * The response, without what the server adds.
   *
   * @throws MalformedResult when AWS would answer with an error in its place
   */
  public OutgoingResponse response(String result) throws MalformedResult {
    if (result.length() > MAX_BYTES / 3 && MessageBytes.of(result).length() > MAX_BYTES) {
      throw new MalformedResult("it has more than %d bytes".formatted(MAX_BYTES));
    }
    Object value = ResultJson.parse(result).orElse(ResultJson.NULL);
    if (value instanceof Map<?, ?> object && object.containsKey("statusCode")) {
      return described(object);
    }
    String body = value instanceof String text ? text : result;
    return OutgoingResponse.of(200, "application/json", body);
  }

  private OutgoingResponse described(Map<?, ?> result) throws MalformedResult {
    int status = status(member(result, "statusCode", ""));
    HeaderFields headers = headers(result);
    if (!headers.has("content-type")) {
      headers = headers.with("Content-Type", defaultType());
    }
    return new OutgoingResponse(status, headers, body(result));
  }

  private String defaultType() {
    if (flavor == ApiIdentity.Flavor.HTTP_API) {
      return "text/plain; charset=utf-8";
    }
    differences.mayOccur(Kind.MISSING_TYPE, "application/json");
    return "application/json";
  }

  private int status(Object value) throws MalformedResult {
    String digits = "";
    if (value instanceof ResultJson.Numeral number) {
      digits = number.text();
    } else if (value instanceof String text) {
      digits = text;
    }
    if (!INTEGER.matcher(digits).matches()) {
      throw new MalformedResult(
          digits.isEmpty()
              ? "its statusCode is not a number"
              : "its statusCode is '%s', not an integer".formatted(digits));
    }
    if (value instanceof String) {
      differences.mayOccur(Kind.TEXT_STATUS, digits);
    }
    int status = Integer.parseInt(digits);
    if (status < 100 || status > 599) {
      throw new MalformedResult("its statusCode is %d, not 100 to 599".formatted(status));
    }
    if (status < 200) {
      differences.mayOccur(Kind.INFORMATIONAL, digits);
      throw new MalformedResult(
          "its statusCode is %d, and clients would wait for a second response".formatted(status));
    }
    return status;
  }

  private HeaderFields headers(Map<?, ?> result) throws MalformedResult {
    HeaderFields headers = HeaderFields.NONE;
    if (!(member(result, "cookies", List.of()) instanceof List<?> cookies)) {
      throw new MalformedResult("its cookies are not an array");
    }
    for (Object cookie : cookies) {
      if (!(cookie instanceof String text)) {
        throw new MalformedResult("a cookie is not text");
      }
      headers = headers.with("Set-Cookie", checked("set-cookie", text));
    }
    if (!(member(result, "headers", Map.of()) instanceof Map<?, ?> named)) {
      throw new MalformedResult("its headers are not an object");
    }
    for (Map.Entry<?, ?> header : named.entrySet()) {
      String name = String.valueOf(header.getKey());
      if (!NAME.matcher(name).matches()) {
        throw new MalformedResult("'%s' is not the name of a header".formatted(name));
      }
      headers = headers.with(name, checked(name, value(name, header.getValue())));
    }
    return headers.without(OWN);
  }

  private String value(String name, Object value) throws MalformedResult {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof ResultJson.Numeral || value instanceof Boolean) {
      String text = value instanceof ResultJson.Numeral number ? number.text() : value.toString();
      differences.mayOccur(Kind.HEADER_VALUE, name + ": " + text);
      return text;
    }
    throw new MalformedResult("the value of header '%s' is not text".formatted(name));
  }

  private static String checked(String name, String value) throws MalformedResult {
    if (!VALUE.matcher(value).matches()) {
      throw new MalformedResult("the value of header '%s' has a control character".formatted(name));
    }
    return value.strip();
  }

  private static MessageBytes body(Map<?, ?> result) throws MalformedResult {
    if (!(member(result, "body", "") instanceof String text)) {
      throw new MalformedResult("its body is not text");
    }
    if (!(member(result, "isBase64Encoded", false) instanceof Boolean isBase64)) {
      throw new MalformedResult("its isBase64Encoded is neither true nor false");
    }
    if (!isBase64) {
      return MessageBytes.of(text);
    }
    try {
      return MessageBytes.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new MalformedResult("its body is not base64, as isBase64Encoded says");
    }
  }

  /** A member's value; the fallback if it is absent or null. */
  private static Object member(Map<?, ?> object, String name, Object fallback) {
    Object value = object.get(name);
    return value == null || value == ResultJson.NULL ? fallback : value;
  }

  /** A function's result that AWS does not accept as a response; it says why, for the developer. */
  public static final class MalformedResult extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong, such as {@code it is nested too deep}. */
    public MalformedResult(String reason) {
      super(reason, null, false, false);
    }

    /** Such as {@code its statusCode is 200.5, which is not an integer}. */
    public String reason() {
      return String.valueOf(getMessage());
    }
  }
}
