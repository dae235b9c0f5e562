package dev.chirp.internal.gateway.payload;

import dev.chirp.internal.gateway.http.IncomingRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The body of an event: text for a few content types, base64 for all others and for none.
 *
 * @param text absent for a request without a body
 */
record EventBody(Optional<String> text, boolean isBase64, boolean isInvalid) {
  private static final Set<String> TEXT_TYPES =
      Set.of("application/javascript", "application/json", "application/xml");

  static EventBody of(IncomingRequest request) {
    byte[] bytes = request.body().bytes();
    if (bytes.length == 0) {
      return new EventBody(Optional.empty(), false, false);
    }
    if (!isText(request.header("content-type").orElse(""))) {
      return new EventBody(Optional.of(Base64.getEncoder().encodeToString(bytes)), true, false);
    }
    return new EventBody(Optional.of(request.body().text()), false, !isUtf8(bytes));
  }

  private static boolean isText(String contentType) {
    int parameters = contentType.indexOf(';');
    String type =
        (parameters < 0 ? contentType : contentType.substring(0, parameters))
            .strip()
            .toLowerCase(Locale.ROOT);
    return type.startsWith("text/") || TEXT_TYPES.contains(type);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
