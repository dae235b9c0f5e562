package dev.chirp.internal.sandbox.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Part of a list, and the token that requests the next part. */
record TokenPage<T>(List<T> items, Optional<String> nextToken) {

  /**
   * The part that a request's token asks for.
   *
   * @param key unique per item, in the order of the items. The token holds the last item's key, so
   *     that items added meanwhile do not shift the next page.
   */
  static <T> TokenPage<T> of(List<T> all, Function<T, String> key, LogsRequest request, int limit) {
    String last = request.text("nextToken").map(TokenPage::decoded).orElse("");
    List<T> left = all.stream().filter(item -> key.apply(item).compareTo(last) > 0).toList();
    List<T> items = left.subList(0, Math.min(limit, left.size()));
    return new TokenPage<>(
        items,
        left.size() > limit
            ? Optional.of(encoded(key.apply(items.get(items.size() - 1))))
            : Optional.empty());
  }

  void writeTokenTo(ObjectNode response) {
    nextToken.ifPresent(token -> response.put("nextToken", token));
  }

  private static String encoded(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw LogsRequest.invalid("nextToken", token, "The specified nextToken is invalid.");
    }
  }
}
