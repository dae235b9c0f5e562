package dev.chirp.internal.serve.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.MessageBytes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The request of a form. It takes the same way through the server as a client's. The page's script
 * cannot send it itself: browsers let no script set headers such as {@code Cookie}.
 *
 * @param template of the path, such as {@code /chirps/{id}}
 */
record SentRequest(String method, String template, EventForm form) {
  private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");
  private static final Pattern TARGET = Pattern.compile("/[^\\x00-\\x20\\x7f#?]*");

  /** Reads what the page sends. */
  static SentRequest of(JsonNode body) {
    return new SentRequest(
        body.path("method").asText(),
        body.path("template").asText(),
        EventForm.read(body.path("form")));
  }

  SentRequest with(EventForm other) {
    return new SentRequest(method, template, other);
  }

  /**
   * The request.
   *
   * @param call the page's own, from the same client at the same time
   */
  IncomingRequest incoming(IncomingRequest call) throws PageRefusal {
    String path = path();
    require(METHOD.matcher(method).matches(), "'%s' is not an HTTP method.".formatted(method));
    require(TARGET.matcher(path).matches(), "'%s' is not a path.".formatted(path));
    require(!path.startsWith(OwnPaths.ROOT), "The page sends no request to itself.");
    String query =
        form.query().stream()
            .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
            .collect(Collectors.joining("&"));
    return new IncomingRequest(
        method,
        query.isEmpty() ? path : path + "?" + query,
        "HTTP/1.1",
        headers(call),
        MessageBytes.of(form.body()),
        call.peer(),
        call.port(),
        call.received());
  }

  private String path() throws PageRefusal {
    String path = template;
    for (EventForm.Field parameter : form.path()) {
      require(
          !parameter.value().isEmpty(),
          "The path parameter '%s' is empty.".formatted(parameter.name()));
      String whole =
          List.of(parameter.value().split("/", -1)).stream()
              .map(SentRequest::encoded)
              .collect(Collectors.joining("/"));
      path =
          path.replace("{" + parameter.name() + "}", encoded(parameter.value()))
              .replace("{" + parameter.name() + "+}", whole);
    }
    return path;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HeaderFields headers(IncomingRequest call) throws PageRefusal {
    HeaderFields headers = HeaderFields.NONE.with("host", call.header("host").orElse(""));
    for (EventForm.Field field : form.headers()) {
      require(
          HEADER_NAME.matcher(field.name()).matches() && !CONTROL.matcher(field.value()).find(),
          "'%s' is not a header.".formatted(field.name()));
      require(
          !List.of("host", "content-length").contains(field.name().toLowerCase(Locale.ROOT)),
          "The server sets the header '%s' itself.".formatted(field.name()));
      headers = headers.with(field.name(), field.value().strip());
    }
    return headers.has("user-agent")
        ? headers
        : headers.with("user-agent", call.header("user-agent").orElse(""));
  }

  private static void require(boolean isFine, String sentence) throws PageRefusal {
    if (!isFine) {
      throw new PageRefusal(400, sentence);
    }
  }
}
