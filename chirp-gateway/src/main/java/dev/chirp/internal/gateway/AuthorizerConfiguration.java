package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.payload.IdentitySource;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.InvalidSetting;
import dev.chirp.internal.gateway.route.RouteAccess;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An {@code <authorizer>} in the POM's {@code <api>}: either the issuer of tokens, or a function of
 * the project that decides.
 */
public final class AuthorizerConfiguration {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final int MAX_TTL = 3600;

  // Maven sets the fields.

  /** The name that routes use, such as {@code users}. */
  private String name = "";

  /** The issuer of tokens, an https URL: {@code https://login.example.com}. */
  private String issuer = "";

  /** The audiences of an issuer's tokens. A token must be for one of them. */
  private List<String> audiences = new ArrayList<>();

  /** The project's function that decides, such as {@code check_token}. */
  private String function = "";

  /**
   * The parts of a request by which the function knows the caller. Default: {@code
   * $request.header.Authorization}.
   */
  private List<String> identitySources = new ArrayList<>();

  /** Seconds that a decision of the function is cached, 0 to 3600. */
  private int resultTtl;

  /** True if the function returns {@code isAuthorized}; false if it returns an IAM policy. */
  private boolean simpleResponses = true;

  /** No settings. */
  public AuthorizerConfiguration() {}

  /** For tests, which have no Maven. */
  AuthorizerConfiguration(
      String name,
      String issuer,
      List<String> audiences,
      String function,
      List<String> identitySources,
      int resultTtl) {
    this.name = name;
    this.issuer = issuer;
    this.audiences = audiences;
    this.function = function;
    this.identitySources = identitySources;
    this.resultTtl = resultTtl;
  }

  Authorizer authorizer() {
    if (!NAME.matcher(name).matches()
        || List.of(RouteAccess.NONE, Authorizer.Iam.NAME).contains(name)) {
      throw new InvalidSetting(
          name.isEmpty()
              ? "An <authorizer> in the POM has no <name>."
              : "'%s' cannot be the <name> of an <authorizer> in the POM.".formatted(name),
          "<name>users</name>");
    }
    if (issuer.isEmpty() == function.isEmpty()) {
      throw invalid(
          issuer.isEmpty()
              ? "has neither an <issuer> nor a <function>"
              : "has both an <issuer> and a <function>",
          "<issuer>https://login.example.com</issuer>");
    }
    return issuer.isEmpty() ? lambda() : jwt();
  }

  private Authorizer jwt() {
    if (!identitySources.isEmpty() || resultTtl != 0 || !simpleResponses) {
      throw invalid(
          "has an <issuer>, but also <identitySources>, <resultTtl> or <simpleResponses>, which a <function> has",
          "<audiences>my-client</audiences>");
    }
    if (!isIssuer(issuer)) {
      throw invalid(
          "has the <issuer> '%s', which is neither https nor on this machine".formatted(issuer),
          "<issuer>https://login.example.com</issuer>");
    }
    if (audiences.isEmpty() || audiences.stream().anyMatch(String::isBlank)) {
      throw invalid(
          "has an <issuer> and no <audiences>, so every token of the issuer would be accepted",
          "<audiences>my-client</audiences>");
    }
    return new Authorizer.Jwt(name, issuer, audiences.stream().map(String::strip).toList());
  }

  private static boolean isIssuer(String text) {
    try {
      URI uri = URI.create(text);
      return uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme())
                  && uri.getHost().matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]")));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Authorizer lambda() {
    if (!audiences.isEmpty()) {
      throw invalid(
          "has a <function>, and so no <audiences>",
          "<identitySources>$request.header.Authorization</identitySources>");
    }
    if (resultTtl < 0 || resultTtl > MAX_TTL) {
      throw invalid(
          "has the <resultTtl> '%d', but API Gateway accepts 0 to %d (seconds)"
              .formatted(resultTtl, MAX_TTL),
          "<resultTtl>300</resultTtl>");
    }
    List<String> sources =
        Optional.of(identitySources)
            .filter(given -> !given.isEmpty())
            .orElse(List.of(Authorizer.Jwt.IDENTITY_SOURCE));
    return new Authorizer.LambdaFunction(
        name,
        function,
        sources.stream()
            .map(String::strip)
            .map(IdentitySource::parse)
            .map(Object::toString)
            .toList(),
        resultTtl,
        simpleResponses);
  }

  private InvalidSetting invalid(String problem, String suggestion) {
    return new InvalidSetting(
        "Authorizer '%s' in the POM %s.".formatted(name, problem), suggestion);
  }
}
