package dev.chirp.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Replaces secrets in log text with {@code ***}. It recognizes a secret by the name of its field,
 * by its form, and by comparison with the secrets of this request, because an exception's message
 * may repeat a password. Loaded only when there is something to log.
 *
 * <p>Events and responses stream from parser to generator, because a copy as maps might not fit
 * into memory.
 */
public final class Redaction {

  private static final String MASK = "***";

  private static final int MAX_TEXTS_IN_TEXTS = 4;

  /** Secrets are stored in pieces of this length, so that a search never compares more at once. */
  private static final int PIECE = 32;

  private final Set<String> firsts = new HashSet<>();
  private final Set<String> others = new HashSet<>();

  /** The lengths of the pieces. */
  private final BitSet lengths = new BitSet();

  private boolean learns;
  private boolean base64;

  /**
   * Learns the request's secrets.
   *
   * @param event empty if it could not be read
   */
  public Redaction(Optional<Event> event) throws IOException {
    if (event.isPresent()) {
      learns = true;
      all(event.get().root);
      learns = false;
    }
  }

  /** Masks an event, a response or any text, and puts an event or a response on one line. */
  public String redacted(Object what) throws IOException {
    if (what instanceof Event event) {
      return all(event.root);
    }
    if (what instanceof ResponseBuffer buffer) {
      return all(Section.event(buffer.bytes(), 0, buffer.length()));
    }
    return masked(what.toString(), 0);
  }

  private String all(Section root) throws IOException {
    // The body is not readable in the event, so it should not be readable in the log.
    base64 = root.get("isBase64Encoded").orElse(false).equals(true);
    return copied(root.parser(), 0, 0);
  }

  private String copied(JsonParser in, int least, int depth) throws IOException {
    ResponseBuffer buffer = new ResponseBuffer(Integer.MAX_VALUE);
    try (in;
        JsonGenerator out = JsonWriter.generator(buffer)) {
      in.nextToken();
      copy(in, out, "", least, depth);
      JsonReader.checkEnd("The text", in);
    }
    return learns ? MASK : buffer.text();
  }

  private void copy(JsonParser in, JsonGenerator out, String parent, int least, int depth)
      throws IOException {
    JsonToken token = in.currentToken();
    String text = in.getText();
    if (least > 0 && token != JsonToken.VALUE_NULL && !(learns && token.isStructStart())) {
      learn(text, least, depth);
      in.skipChildren();
      out.writeString(MASK);
    } else if (token == JsonToken.START_OBJECT) {
      out.writeStartObject();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        copyField(in, out, parent, least, depth);
      }
      out.writeEndObject();
    } else if (token == JsonToken.START_ARRAY) {
      out.writeStartArray();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        copy(in, out, "", least, depth);
      }
      out.writeEndArray();
    } else {
      String masked = masked(text, depth);
      if (token == JsonToken.VALUE_STRING || !masked.equals(text)) {
        out.writeString(JsonWriter.safe(masked));
      } else {
        out.writeRawValue(text);
      }
    }
  }

  private void copyField(JsonParser in, JsonGenerator out, String parent, int least, int depth)
      throws IOException {
    String name = in.currentName();
    in.nextToken();
    out.writeFieldName(JsonWriter.safe(masked(name, MAX_TEXTS_IN_TEXTS)));
    int own = SecretText.least(parent, name);
    if (base64 && depth == 0 && name.equals("body")) {
      own = SecretText.LEAST;
      masked(decoded(in.getText()), depth);
    }
    copy(in, out, name, least > 0 ? least : own, depth);
  }

  /** The object or array inside a text; empty if there is none or the nesting is too deep. */
  private String json(String text, int least, int depth) {
    String json = text.strip();
    if (depth < MAX_TEXTS_IN_TEXTS && (json.startsWith("{") || json.startsWith("["))) {
      try {
        return copied(JsonReader.FACTORY.createParser(json), least, depth + 1);
      } catch (IOException | JsonException notJson) {
        // Not JSON: mask it as text.
      }
    }
    return "";
  }

  private String masked(String text, int depth) {
    String json = json(text, 0, depth);
    if (!json.isEmpty()) {
      return json;
    }
    BitSet hidden = SecretText.find(text);
    if (!learns) {
      findKnown(text, hidden);
    }
    StringBuilder result = new StringBuilder();
    int shown = 0;
    for (int start = hidden.nextSetBit(0); start >= 0; start = hidden.nextSetBit(shown)) {
      result.append(text, shown, start).append(MASK);
      shown = hidden.nextClearBit(start);
      learn(text.substring(start, shown), SecretText.LEAST, depth);
    }
    return result.append(text, shown, text.length()).toString();
  }

  private void findKnown(String text, BitSet hidden) {
    for (int i = 0; i < text.length(); i++) {
      if (isEdge(text, i)) {
        int n = longest(firsts, text, i);
        int end = i + n;
        while (n == PIECE) {
          n = longest(others, text, end);
          end += n;
        }
        hidden.set(i, end);
        i = Math.max(i, end - PIECE);
      }
    }
  }

  private int longest(Set<String> pieces, String text, int from) {
    int n = Math.min(PIECE, text.length() - from);
    while (n > 0 && !(lengths.get(n) && isPiece(pieces, text, from, from + n))) {
      n--;
    }
    return n;
  }

  private static boolean isPiece(Set<String> pieces, String text, int from, int to) {
    return (to - from == PIECE || isEdge(text, to)) && pieces.contains(text.substring(from, to));
  }

  /** True if a word may begin or end here: after an escape, but not inside a word. */
  private static boolean isEdge(String text, int i) {
    return i == 0
        || i == text.length()
        || !Character.isLetterOrDigit(text.charAt(i - 1))
        || !Character.isLetterOrDigit(text.charAt(i))
        || text.charAt(Math.max(i - 2, 0)) == '\\'
        || text.charAt(Math.max(i - 3, 0)) == '%';
  }

  /** Learns a secret and its parts, such as the values of cookies and quoted text. */
  private void learn(String text, int least, int depth) {
    if (!learns) {
      return;
    }
    json(text, least, depth);
    add(text, least);
    StringTokenizer parts = new StringTokenizer(text, " =;,\"'<>()[]{}");
    while (parts.hasMoreTokens()) {
      String part = parts.nextToken();
      add(part, least);
      if (text.regionMatches(true, 0, "basic ", 0, 6)) {
        String pair = decoded(part);
        add(pair, least);
        add(pair.substring(pair.indexOf(':') + 1), least);
      }
    }
  }

  /** Adds the forms in which a message may repeat a secret. */
  private void add(String value, int least) {
    if (value.length() >= least) {
      put(value);
      put(Pairs.decode(value));
      String json = JsonWriter.json(value).text();
      put(json.substring(1, json.length() - 1));
      String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
      put(encoded);
      put(encoded.replace("+", "%20"));
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      put(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }
  }

  private void put(String secret) {
    for (int i = 0; i < secret.length(); i += PIECE) {
      String piece = secret.substring(i, Math.min(i + PIECE, secret.length()));
      (i == 0 ? firsts : others).add(piece);
      lengths.set(piece.length());
    }
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
