package dev.chirp.internal.gateway.authorizer;

import dev.chirp.internal.gateway.GatewayResponses;
import dev.chirp.internal.gateway.RouteAuthorization;
import dev.chirp.internal.gateway.authorizer.IssuerDocument.IssuerFailure;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.route.Authorizer;
import java.math.BigDecimal;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Admits requests with a token of an issuer, whose signature and claims are verified as a JWT
 * authorizer does.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT
 *     authorizers</a>
 */
public final class JwtAuthorization implements RouteAuthorization {
  /** The longest that API Gateway waits for a document of an issuer. */
  static final Duration ISSUER_TIMEOUT = Duration.ofMillis(1500);

  private static final String BEARER = "Bearer ";

  private final Authorizer.Jwt authorizer;
  private final List<String> scopes;
  private final IssuerKeys keys;
  private final Clock clock;

  private JwtAuthorization(
      Authorizer.Jwt authorizer, List<String> scopes, IssuerKeys keys, Clock clock) {
    this.authorizer = authorizer;
    this.scopes = List.copyOf(scopes);
    this.keys = keys;
    this.clock = clock;
  }

  /** The authorization of routes without scopes. It has fetched no keys yet. */
  public static JwtAuthorization of(Authorizer.Jwt authorizer, Clock clock) {
    return of(authorizer, clock, ISSUER_TIMEOUT);
  }

  /** With a limit of its own for each document of the issuer. */
  static JwtAuthorization of(Authorizer.Jwt authorizer, Clock clock, Duration timeout) {
    return new JwtAuthorization(
        authorizer, List.of(), new IssuerKeys(authorizer.issuer(), clock, timeout), clock);
  }

  /**
   * Fetches the issuer's keys, so that the first request need not wait. Without an issuer that
   * answers, API Gateway would refuse to create the authorizer.
   *
   * @param timeout for each of the issuer's two documents
   * @return the reason why there are no keys; empty if there are
   */
  public Optional<String> loadKeys(Duration timeout) throws InterruptedException {
    try {
      keys.load(timeout);
      return Optional.empty();
    } catch (IssuerFailure e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The authorization of routes with these scopes, with the same keys.
   *
   * @param routeScopes a token must have at least one of them; empty if every token will do
   */
  public JwtAuthorization withScopes(List<String> routeScopes) {
    return new JwtAuthorization(authorizer, routeScopes, keys, clock);
  }

  @Override
  public Decision decide(Call call) throws InterruptedException {
    String text = String.join(",", call.request().headers().all("authorization"));
    if (text.isBlank()) {
      return new Decision.Refused(
          GatewayResponses.unauthorized(Optional.of("Bearer")),
          "Authorizer '%s' found no Authorization header.".formatted(authorizer.name()));
    }
    Optional<JsonWebToken> token =
        JsonWebToken.parse(text.startsWith(BEARER) ? text.substring(BEARER.length()) : text);
    Optional<Problem> problem =
        token.isPresent() ? problem(token.get()) : Problem.of("the token is malformed");
    if (problem.isPresent()) {
      return refused(
          GatewayResponses.unauthorized(Optional.empty()), "invalid_token", problem.get());
    }
    List<String> granted = token.orElseThrow().scopes().stream().filter(scopes::contains).toList();
    if (!scopes.isEmpty() && granted.isEmpty()) {
      String missing = "the token does not have a scope of the route";
      return refused(
          GatewayResponses.forbidden(), "insufficient_scope", new Problem(missing, missing));
    }
    return new Decision.Allowed(
        Optional.of(
            new ClaimsJson(token.get(), call.differences(), example(call))
                .authorizer(scopes.isEmpty() ? Optional.empty() : Optional.of(granted))));
  }

  private static String example(Call call) {
    return call.request().method() + " " + call.request().rawPath();
  }

  private Optional<Problem> problem(JsonWebToken token) throws InterruptedException {
    if (!token.isRsa()) {
      return Problem.of("signing method %s is invalid".formatted(printable(token.algorithm())));
    }
    if (token.keyId().isEmpty()) {
      return Problem.of("the token does not have a kid");
    }
    try {
      Optional<PublicKey> key = keys.find(token.keyId().get());
      if (key.isEmpty()) {
        return Problem.of("the issuer does not have the token's kid");
      }
      return token.isSignedBy(key.get())
          ? claimProblem(token).flatMap(Problem::of)
          : Problem.of("the token's signature is invalid");
    } catch (IssuerFailure e) {
      return Optional.of(
          new Problem(
              "OIDC discovery endpoint communication error", String.valueOf(e.getMessage())));
    }
  }

  /** Replaces what would end the quoted text in a header. */
  private static String printable(String text) {
    return text.replaceAll("[^ !#-\\[\\]-~]", "?");
  }

  private Optional<String> claimProblem(JsonWebToken token) {
    if (!authorizer.issuer().equals(token.claims().get("iss"))) {
      return Optional.of("the token does not have a valid issuer");
    }
    if (token.texts(token.has("aud") ? "aud" : "client_id").stream()
        .noneMatch(authorizer.audiences()::contains)) {
      return Optional.of("the token does not have a valid audience");
    }
    Instant instant = clock.instant();
    BigDecimal now =
        BigDecimal.valueOf(instant.getEpochSecond()).add(BigDecimal.valueOf(instant.getNano(), 9));
    Optional<BigDecimal> expiry = token.seconds("exp");
    if (expiry.isEmpty()) {
      return Optional.of("the token does not have an exp");
    }
    if (expiry.get().compareTo(now) <= 0) {
      return Optional.of("the token has expired");
    }
    for (String claim : List.of("nbf", "iat")) {
      if (token.has(claim)) {
        Optional<BigDecimal> from = token.seconds(claim);
        if (from.isEmpty()) {
          return Optional.of("the token's %s is not a time".formatted(claim));
        }
        if (from.get().compareTo(now) > 0) {
          return Optional.of("the token's %s is in the future".formatted(claim));
        }
      }
    }
    return Optional.empty();
  }

  private Decision refused(OutgoingResponse response, String error, Problem problem) {
    return new Decision.Refused(
        response.with(
            "www-authenticate",
            "Bearer scope=\"%s\" error=\"%s\" error_description=\"%s\""
                .formatted(String.join(" ", scopes), error, problem.description())),
        "Authorizer '%s' refused the token: %s.".formatted(authorizer.name(), problem.reason()));
  }

  /**
   * A reason to refuse a token.
   *
   * @param description for the client
   * @param reason for the developer
   */
  private record Problem(String description, String reason) {
    static Optional<Problem> of(String text) {
      return Optional.of(new Problem(text, text));
    }
  }
}
