package dev.chirp.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A successful response that needs more than a value: another status, notes, headers, cookies, or
 * bytes.
 *
 * <p>Immutable; every {@code with} method returns a copy. Status, headers and cookies reach the
 * caller in the HTTP shapes only: the response to a pass-through event is the envelope alone.
 */
public final class ApiResponse {

  private static final String HEADER_NAME_SYMBOLS = "!#$%&'*+-.^_`|~";

  final int status;
  final Optional<Object> data;
  final Optional<Object> notes;
  final boolean binary;
  final Map<String, String> headers;
  final List<String> cookies;

  private ApiResponse(
      int status,
      Optional<Object> data,
      Optional<Object> notes,
      boolean binary,
      Map<String, String> headers,
      List<String> cookies) {
    this.status = status;
    this.data = data;
    this.notes = notes;
    this.binary = binary;
    this.headers = headers;
    this.cookies = cookies;
  }

  /**
   * {@return a response with status 200 and an envelope}
   *
   * @param data of the envelope; null is allowed and becomes JSON null
   */
  public static ApiResponse of(Object data) {
    return new ApiResponse(
        200, Optional.ofNullable(data), Optional.empty(), false, Map.of(), List.of());
  }

  /**
   * A response with status 201, for a new resource.
   *
   * @param location URL of the resource, or a path such as {@code /chirps/1}, for the {@code
   *     location} header
   * @param data of the envelope; null is allowed
   * @return a response with status 201 and a {@code location} header
   * @throws IllegalArgumentException if the location has a blank, a control character or a
   *     character outside of ASCII; percent-encode these
   */
  public static ApiResponse created(String location, Object data) {
    return of(data).withStatus(201).withHeader("location", checkedLocation(location));
  }

  /**
   * A response with status 204. HTTP shapes get no body and no content type; a pass-through event
   * gets an envelope with null data and code 204.
   *
   * @return a response with status 204
   */
  public static ApiResponse noContent() {
    return new ApiResponse(204, Optional.empty(), Optional.empty(), false, Map.of(), List.of());
  }

  /**
   * A redirect. The data is {@code {"location": …}}: the response to a pass-through event has no
   * headers, but an integration response of API Gateway can map {@code
   * integration.response.body.data.location} to one.
   *
   * @param status 301 or 308 for a permanent, 302 or 307 for a temporary redirect, 303 to another
   *     page after a {@code POST}; with 307 and 308 the client repeats the method and the body
   * @param location a URL, or a path such as {@code /chirps/1}. Do not take it from the request
   *     unchecked: a link to your API could then lead anywhere
   * @return a response with the status and a {@code location} header
   * @throws IllegalArgumentException if the status is not one of these, or the location has a
   *     blank, a control character or a character outside of ASCII; percent-encode these
   */
  public static ApiResponse redirect(int status, String location) {
    if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
      throw new IllegalArgumentException(
          "Status is " + status + ", not a redirect status: 301, 302, 303, 307, 308");
    }
    return of(Map.of("location", checkedLocation(location)))
        .withStatus(status)
        .withHeader("location", location);
  }

  /**
   * A response without envelope, such as an image. HTTP shapes carry it base64-encoded; a
   * pass-through event gets a JSON string with the base64 text.
   *
   * @param content at most about 4.5 MB: base64 makes it a third longer, and Lambda's limit is 6 MB
   * @param contentType such as {@code image/png}
   * @return a response with status 200 and a {@code content-type} header
   * @throws IllegalArgumentException if the content type cannot be a header value
   */
  public static ApiResponse ofBytes(byte[] content, String contentType) {
    return new ApiResponse(
            200, Optional.of(content.clone()), Optional.empty(), true, Map.of(), List.of())
        .withHeader("content-type", contentType);
  }

  /**
   * Sets the status, which is also the envelope's code.
   *
   * @param newStatus 200 to 399; with 204, 205 and 304 the body stays empty in HTTP shapes
   * @return a copy with the status
   * @throws IllegalArgumentException if it is out of range; throw an {@link ApiException} for an
   *     error
   */
  public ApiResponse withStatus(int newStatus) {
    if (newStatus < 200 || newStatus > 399) {
      throw new IllegalArgumentException(
          "Status is " + newStatus + ", not 200 to 399; throw an ApiException for an error");
    }
    return new ApiResponse(newStatus, data, notes, binary, headers, cookies);
  }

  /**
   * Sets the notes: facts about the response itself, such as where its next page is.
   *
   * @param newNotes of the envelope, next to the data; null is allowed
   * @return a copy with the notes
   */
  public ApiResponse withNotes(Object newNotes) {
    return new ApiResponse(status, data, Optional.ofNullable(newNotes), binary, headers, cookies);
  }

  /**
   * Sets a header. Names are written in lower case, as in HTTP/2.
   *
   * @param name the header's name, in any case
   * @param value the header's value
   * @return a copy with the header
   * @throws IllegalArgumentException if the name is not a valid header name or is {@code
   *     set-cookie} (see {@link #withCookie}), or the value has a control character
   */
  public ApiResponse withHeader(String name, String value) {
    String lowerCase = checkedName(name).toLowerCase(Locale.ROOT);
    if (lowerCase.equals("set-cookie")) {
      throw new IllegalArgumentException("Header 'set-cookie' is set with withCookie");
    }
    Map<String, String> copy = new LinkedHashMap<>(headers);
    copy.put(lowerCase, checkedValue(value));
    return new ApiResponse(status, data, notes, binary, copy, cookies);
  }

  /**
   * Adds a cookie.
   *
   * @param setCookieValue a whole value, such as {@code theme=dark; Path=/; Secure; HttpOnly}
   * @return a copy with the cookie
   * @throws IllegalArgumentException if the value has a control character
   */
  public ApiResponse withCookie(String setCookieValue) {
    List<String> copy = new ArrayList<>(cookies);
    copy.add(checkedValue(setCookieValue));
    return new ApiResponse(status, data, notes, binary, headers, copy);
  }

  byte[] bytes() {
    return data.orElseThrow() instanceof byte[] bytes ? bytes : new byte[0];
  }

  private static String checkedName(String name) {
    boolean valid = !name.isEmpty();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      valid &=
          (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || HEADER_NAME_SYMBOLS.indexOf(c) >= 0;
    }
    if (!valid) {
      throw new IllegalArgumentException("Not the name of a header: '" + name + "'");
    }
    return name;
  }

  private static String checkedLocation(String location) {
    for (int i = 0; i < location.length(); i++) {
      if (location.charAt(i) <= ' ' || location.charAt(i) > '~') {
        throw new IllegalArgumentException(
            "The location has a character at index " + i + " that has to be percent-encoded");
      }
    }
    return location;
  }

  /** Refuses line breaks, with which a value could add headers. */
  private static String checkedValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw new IllegalArgumentException(
            "The header's value has a control character at index " + i);
      }
    }
    return value;
  }
}
