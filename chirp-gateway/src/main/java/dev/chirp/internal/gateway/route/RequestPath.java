package dev.chirp.internal.gateway.route;

import java.util.List;
import java.util.Optional;

/**
 * The path of one request.
 *
 * @param raw as sent, percent-encoded; begins with {@code /}
 */
public record RequestPath(String raw) {

  /**
   * The path's segments, split where the encoded path has slashes and then decoded. The path {@code
   * /} has no segment; a slash at the end makes an empty last one.
   */
  List<String> segments() {
    return raw.equals("/")
        ? List.of()
        : List.of(raw.substring(1).split("/", -1)).stream()
            .map(PercentEncoding::decodePath)
            .toList();
  }

  /** The whole path, decoded. */
  public String decoded() {
    return PercentEncoding.decodePath(raw);
  }

  /** True if it is encoded as HTTP wants. */
  public boolean isValid() {
    return PercentEncoding.isValid(raw);
  }

  /** True if a segment holds an encoded slash, which decoding cannot tell from a slash. */
  public boolean hasEncodedSlash() {
    return raw.contains("%2F") || raw.contains("%2f");
  }

  /**
   * The rest of the path, such as {@code /chirps} for {@code /test/chirps} below {@code /test};
   * empty if the path does not begin with these segments.
   */
  public Optional<RequestPath> below(String segments) {
    if (raw.equals(segments)) {
      return Optional.of(new RequestPath("/"));
    }
    return raw.startsWith(segments + "/")
        ? Optional.of(new RequestPath(raw.substring(segments.length())))
        : Optional.empty();
  }
}
