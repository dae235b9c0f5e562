package dev.chirp.internal.gateway.authorizer;

import dev.chirp.internal.gateway.payload.ResultJson;
import dev.chirp.internal.gateway.payload.ResultReader.MalformedResult;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A decoded token, whose signature is not checked until {@link #isSignedBy}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519, JSON Web Token</a>
 */
final class JsonWebToken {
  /** The algorithms that API Gateway accepts, with the JDK's names. */
  private static final Map<String, String> ALGORITHMS =
      Map.of("RS256", "SHA256withRSA", "RS384", "SHA384withRSA", "RS512", "SHA512withRSA");

  private final Map<?, ?> header;
  private final Map<?, ?> claims;
  private final byte[] signed;
  private final byte[] signature;

  private JsonWebToken(Map<?, ?> header, Map<?, ?> claims, byte[] signed, byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /** Decodes a token; empty for text that is not one. */
  static Optional<JsonWebToken> parse(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      Optional<Map<?, ?>> header = object(parts[0]);
      Optional<Map<?, ?>> claims = object(parts[1]);
      if (header.isEmpty() || claims.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new JsonWebToken(
              header.get(),
              claims.get(),
              (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
              decoded(parts[2])));
    } catch (IllegalArgumentException | MalformedResult e) {
      return Optional.empty();
    }
  }

  private static Optional<Map<?, ?>> object(String part) throws MalformedResult {
    String json = new String(decoded(part), StandardCharsets.UTF_8);
    return ResultJson.parse(json).filter(Map.class::isInstance).map(value -> (Map<?, ?>) value);
  }

  private static byte[] decoded(String part) {
    if (part.endsWith("=")) {
      throw new IllegalArgumentException("A token has no padding");
    }
    return Base64.getUrlDecoder().decode(part);
  }

  /** The name of its algorithm; empty without one. */
  String algorithm() {
    return header.get("alg") instanceof String name ? name : "";
  }

  /** True if API Gateway accepts tokens with its algorithm. */
  boolean isRsa() {
    return ALGORITHMS.containsKey(algorithm());
  }

  Optional<String> keyId() {
    return header.get("kid") instanceof String id ? Optional.of(id) : Optional.empty();
  }

  /** True if the owner of this key signed it. */
  boolean isSignedBy(PublicKey key) {
    try {
      Signature check = Signature.getInstance(ALGORITHMS.get(algorithm()));
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // the signature has a wrong length, or the key is too short
    }
  }

  Map<?, ?> claims() {
    return claims;
  }

  boolean has(String claim) {
    return claims.containsKey(claim) && claims.get(claim) != ResultJson.NULL;
  }

  /** A claim's text, or its texts if it is an array. */
  List<String> texts(String claim) {
    Object value = claims.get(claim);
    Stream<?> values =
        value instanceof List<?> list ? list.stream() : Stream.of(value == null ? "" : value);
    return values
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** A claim's seconds since 1970; empty if it is not a number. */
  Optional<BigDecimal> seconds(String claim) {
    if (!(claims.get(claim) instanceof ResultJson.Numeral number) || number.text().length() >= 30) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(number.text()));
    } catch (NumberFormatException ignored) { // an exponent with more digits than an int
      return Optional.empty();
    }
  }

  /** The scopes in {@code scope} or, without that, in {@code scp}. */
  List<String> scopes() {
    return texts(has("scope") ? "scope" : "scp").stream()
        .flatMap(text -> Arrays.stream(text.split(" ", -1)))
        .filter(scope -> !scope.isEmpty())
        .toList();
  }
}
