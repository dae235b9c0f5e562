package dev.chirp.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A success that needs more than a value: another status, notes, headers, cookies, or bytes.
 *
 * <p>Immutable; every {@code with} method copies. Status, headers and cookies reach the caller in
 * the HTTP shapes only: a pass-through event is answered with the envelope alone.
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
   * An answer in an envelope, status 200.
   *
   * @param data of the envelope; null is allowed and becomes JSON null
   */
  public static ApiResponse of(Object data) {
    return new ApiResponse(
        200, Optional.ofNullable(data), Optional.empty(), false, Map.of(), List.of());
  }

  /**
   * Status 201: something was made.
   *
   * @param location where it is, for the {@code location} header: a URL, or a path such as {@code
   *     /chirps/1}
   * @param data of the envelope; null is allowed
   * @throws IllegalArgumentException when the location has a blank, a control character, or one
   *     that is not ASCII: in a URL these are percent-encoded
   */
  public static ApiResponse created(String location, Object data) {
    return of(data).withStatus(201).withHeader("location", checkedLocation(location));
  }

  /**
   * Status 204: done, and there is nothing to say. In HTTP shapes without body and content type; a
   * pass-through event is answered with an envelope of null data and code 204.
   */
  public static ApiResponse noContent() {
    return new ApiResponse(204, Optional.empty(), Optional.empty(), false, Map.of(), List.of());
  }

  /**
   * A redirect. The data is {@code {"location": …}}, so that with a pass-through event, which
   * carries no headers, an integration response of API Gateway can map {@code
   * integration.response.body.data.location} to the header.
   *
   * @param status 301 or 308 for good, 302 or 307 for now, 303 to another page after a {@code
   *     POST}; with 307 and 308 the client repeats the method and the body
   * @param location a URL, or a path such as {@code /chirps/1}. Never take it from the request
   *     unchecked: a link to your API would then lead anywhere
   * @throws IllegalArgumentException when the status is another one, or the location has a blank, a
   *     control character, or one that is not ASCII: in a URL these are percent-encoded
   */
  public static ApiResponse redirect(int status, String location) {
    if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
      throw new IllegalArgumentException(
          "Status is " + status + ", not one of a redirect: 301, 302, 303, 307, 308");
    }
    return of(Map.of("location", checkedLocation(location)))
        .withStatus(status)
        .withHeader("location", location);
  }

  /**
   * An answer without envelope, such as an image. HTTP shapes carry it base64-encoded and marked
   * so; a pass-through event is answered with a JSON string of its base64 text.
   *
   * @param content at most about 4.5 MB: base64 makes it a third longer, and Lambda carries 6 MB
   * @param contentType such as {@code image/png}
   * @throws IllegalArgumentException when the content type cannot be a header value
   */
  public static ApiResponse ofBytes(byte[] content, String contentType) {
    return new ApiResponse(
            200, Optional.of(content.clone()), Optional.empty(), true, Map.of(), List.of())
        .withHeader("content-type", contentType);
  }

  /**
   * Sets the status, which is the envelope's code too.
   *
   * @param newStatus 200 to 399; with 204, 205 and 304 the body stays empty in HTTP shapes
   * @throws IllegalArgumentException when out of range; errors are thrown, not returned
   */
  public ApiResponse withStatus(int newStatus) {
    if (newStatus < 200 || newStatus > 399) {
      throw new IllegalArgumentException(
          "Status is " + newStatus + ", not 200 to 399; throw an ApiException for an error");
    }
    return new ApiResponse(newStatus, data, notes, binary, headers, cookies);
  }

  /**
   * Says something about the answer itself, such as where its next page is.
   *
   * @param newNotes of the envelope, beside the data; null is allowed
   */
  public ApiResponse withNotes(Object newNotes) {
    return new ApiResponse(status, data, Optional.ofNullable(newNotes), binary, headers, cookies);
  }

  /**
   * Adds a header, or replaces it. Names are written in lower case, as HTTP/2 does.
   *
   * @throws IllegalArgumentException when the name is not a header's name, is {@code set-cookie}
   *     (see {@link #withCookie}), or the value has a control character
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
   * @throws IllegalArgumentException when the value has a control character
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

  /** A line break in a value would let its author write headers of his own. */
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
