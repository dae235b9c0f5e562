package dev.chirp.internal.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request line and its headers. Unlike the JDK's server, it takes targets with {@code |}, {@code
 * ^} and raw UTF-8, which browsers send. Everything that could make two readers of one connection
 * disagree is refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112, HTTP/1.1</a>
 */
record RequestHead(String method, String target, String protocol, HeaderFields headers) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  private static final Pattern LINE =
      Pattern.compile("(" + TOKEN + ") ([^ \\x00-\\x20\\x7f]+) (HTTP/\\d\\.\\d)");

  private static final Pattern FIELD =
      Pattern.compile("(" + TOKEN + "):([^\\x00-\\x08\\x0a-\\x1f\\x7f]*+)");

  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i)https?://([^/?#]+)([/?].*)?", Pattern.DOTALL);

  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  /** Reads a head, without the empty line that ends it. */
  static RequestHead parse(byte[] bytes) throws RequestRefused {
    List<String> lines = lines(bytes);
    Matcher line = LINE.matcher(lines.get(0));
    if (!line.matches()) {
      throw new RequestRefused(400, "The request line is malformed.");
    }
    if (!line.group(3).startsWith("HTTP/1.")) {
      throw new RequestRefused(505, "The protocol is %s.".formatted(line.group(3)));
    }
    List<HeaderFields.Field> fields = new ArrayList<>();
    for (String text : lines.subList(1, lines.size())) {
      Matcher field = FIELD.matcher(text);
      if (!field.matches()) {
        throw new RequestRefused(400, "A header is malformed.");
      }
      fields.add(new HeaderFields.Field(field.group(1), trimmed(field.group(2))));
    }
    String protocol = line.group(3).equals("HTTP/1.0") ? "HTTP/1.0" : "HTTP/1.1";
    return new RequestHead(line.group(1), line.group(2), protocol, new HeaderFields(fields))
        .checked();
  }

  /** Without blanks and tabs at its ends, in linear time: a pattern may backtrack for seconds. */
  private static String trimmed(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isSpace(value.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static List<String> lines(byte[] bytes) throws RequestRefused {
    List<String> lines = new ArrayList<>();
    for (int from = 0, i = 0; i <= bytes.length; i++) {
      boolean last = i == bytes.length;
      if (last || (bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n')) {
        lines.add(text(bytes, from, i, lines.isEmpty()));
        from = i + 2;
      }
    }
    return lines;
  }

  /** UTF-8 as browsers send it; a header's other bytes are Latin-1. */
  private static String text(byte[] bytes, int from, int to, boolean isLine) throws RequestRefused {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      if (isLine) {
        throw new RequestRefused(400, "The request line is not UTF-8.");
      }
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
  }

  private RequestHead checked() throws RequestRefused {
    Matcher absolute = ABSOLUTE.matcher(target);
    RequestHead head = absolute.matches() ? ofAbsolute(absolute) : this;
    if (!head.target.startsWith("/")) {
      throw new RequestRefused(400, "The request's target does not begin with '/'.");
    }
    List<String> hosts = head.headers.all("host");
    if (hosts.size() != 1) {
      throw new RequestRefused(400, "The request has %d Host headers.".formatted(hosts.size()));
    }
    if (!LoopbackHost.isNamed(hosts.get(0))) {
      throw new RequestRefused(403, "The request is for host '%s'.".formatted(hosts.get(0)));
    }
    if (headers.has("expect") && !headers.hasToken("expect", "100-continue")) {
      throw new RequestRefused(417, "The request has an unknown Expect header.");
    }
    return head;
  }

  /** A target with a scheme, as clients send it to proxies, names the host. */
  private RequestHead ofAbsolute(Matcher absolute) {
    String rest = absolute.group(2) == null ? "/" : absolute.group(2);
    HeaderFields named = headers.without(Set.of("host")).with("Host", absolute.group(1));
    return new RequestHead(method, rest.startsWith("?") ? "/" + rest : rest, protocol, named);
  }

  boolean isChunked() throws RequestRefused {
    if (!headers.has("transfer-encoding")) {
      return false;
    }
    List<String> codings = headers.all("transfer-encoding");
    if (headers.has("content-length") || protocol.equals("HTTP/1.0")) {
      throw new RequestRefused(400, "The length of the request's body is ambiguous.");
    }
    if (codings.size() != 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
      throw new RequestRefused(501, "The request's Transfer-Encoding is not chunked.");
    }
    return true;
  }

  /** The length of a body that is not chunked. */
  long length() throws RequestRefused {
    List<String> lengths = headers.all("content-length").stream().distinct().toList();
    if (lengths.isEmpty()) {
      return 0;
    }
    if (lengths.size() > 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
      throw new RequestRefused(400, "The request's Content-Length is malformed.");
    }
    return Long.parseLong(lengths.get(0));
  }

  boolean expectsContinue() {
    return protocol.equals("HTTP/1.1") && headers.hasToken("expect", "100-continue");
  }
}
