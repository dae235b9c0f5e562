package dev.chirp.internal.gateway.authorizer;

import dev.chirp.internal.gateway.authorizer.IssuerDocument.IssuerFailure;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * The public RSA keys of an issuer, by key id. They are fetched when a token first needs one, and
 * again after two hours, as API Gateway does, or for an unknown key id. Requests that need them at
 * the same time wait for the same fetch.
 */
final class IssuerKeys {
  /** The time for which API Gateway may keep keys. */
  static final Duration LIFETIME = Duration.ofHours(2);

  private static final String DISCOVERY = "/.well-known/openid-configuration";

  /** One for all, because a client of JDK 17 cannot be closed. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String issuer;
  private final Clock clock;
  private final Duration timeout;
  private Map<String, PublicKey> keys = Map.of();
  private Instant expiry = Instant.MIN;
  private Optional<CompletableFuture<Map<String, PublicKey>>> fetch = Optional.empty();

  /**
   * No keys yet.
   *
   * @param timeout for each of the issuer's two documents
   */
  IssuerKeys(String issuer, Clock clock, Duration timeout) {
    this.issuer = issuer;
    this.timeout = timeout;
    this.clock = clock;
  }

  /**
   * Returns a key; empty if the issuer does not have it.
   *
   * @throws IssuerFailure when the issuer cannot be asked
   */
  Optional<PublicKey> find(String keyId) throws IssuerFailure, InterruptedException {
    CompletableFuture<Map<String, PublicKey>> current;
    synchronized (this) {
      if (keys.containsKey(keyId) && clock.instant().isBefore(expiry)) {
        return Optional.of(keys.get(keyId));
      }
      current = fetch.orElseGet(() -> begin(timeout));
    }
    return Optional.ofNullable(await(current).get(keyId));
  }

  private static Map<String, PublicKey> await(CompletableFuture<Map<String, PublicKey>> current)
      throws IssuerFailure, InterruptedException {
    try {
      return current.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IssuerFailure failure) {
        throw failure;
      }
      throw new IllegalStateException("The keys of an issuer could not be read", e);
    }
  }

  /**
   * Fetches the keys before a token needs them.
   *
   * @param longest for each of the issuer's two documents
   * @throws IssuerFailure when the issuer cannot be asked
   */
  void load(Duration longest) throws IssuerFailure, InterruptedException {
    CompletableFuture<Map<String, PublicKey>> current;
    synchronized (this) {
      current = fetch.orElseGet(() -> begin(longest));
    }
    await(current);
  }

  private CompletableFuture<Map<String, PublicKey>> begin(Duration longest) {
    CompletableFuture<Map<String, PublicKey>> begun =
        fetchKeys(longest)
            .whenComplete(
                (found, failure) -> ended(failure == null ? Optional.of(found) : Optional.empty()));
    if (!begun.isDone()) { // otherwise it has ended on this thread
      fetch = Optional.of(begun);
    }
    return begun;
  }

  private synchronized void ended(Optional<Map<String, PublicKey>> found) {
    fetch = Optional.empty();
    if (found.isPresent()) {
      keys = found.get();
      expiry = clock.instant().plus(LIFETIME);
    }
  }

  private CompletableFuture<Map<String, PublicKey>> fetchKeys(Duration longest) {
    URI discovery = URI.create(issuer.replaceAll("/$", "") + DISCOVERY);
    return IssuerDocument.fetch(CLIENT, discovery, longest)
        .thenCompose(found -> IssuerDocument.fetch(CLIENT, keySet(found), longest))
        .thenApply(IssuerKeys::read);
  }

  private URI keySet(Map<?, ?> discovery) {
    if (discovery.get("jwks_uri") instanceof String uri) {
      try {
        URI found = URI.create(uri);
        if (issuer.startsWith("https:") && "http".equals(found.getScheme())) {
          throw new CompletionException(
              new IssuerFailure(
                  "the keys of %s are at '%s', which is not https".formatted(issuer, uri)));
        }
        return found;
      } catch (IllegalArgumentException ignored) {
        // It is not a URI, like one that is absent.
      }
    }
    throw new CompletionException(
        new IssuerFailure("%s has no jwks_uri".formatted(issuer + DISCOVERY)));
  }

  /** The RSA keys for signatures. Other keys, and those that are malformed, are left out. */
  private static Map<String, PublicKey> read(Map<?, ?> keySet) {
    Map<String, PublicKey> keys = new HashMap<>();
    if (keySet.get("keys") instanceof List<?> all) {
      for (Object each : all) {
        if (each instanceof Map<?, ?> key
            && "RSA".equals(key.get("kty"))
            && !"enc".equals(key.get("use"))
            && key.get("kid") instanceof String id
            && key.get("n") instanceof String modulus
            && key.get("e") instanceof String exponent) {
          publicKey(modulus, exponent).ifPresent(decoded -> keys.put(id, decoded));
        }
      }
    }
    return keys;
  }

  private static Optional<PublicKey> publicKey(String modulus, String exponent) {
    try {
      return Optional.of(
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(number(modulus), number(exponent))));
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static BigInteger number(String base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
  }
}
