package dev.chirp.internal.serve;

import dev.chirp.internal.core.Progress;
import dev.chirp.internal.gateway.RouteAuthorization;
import dev.chirp.internal.gateway.authorizer.IamAuthorization;
import dev.chirp.internal.gateway.authorizer.IamAuthorization.Caller;
import dev.chirp.internal.gateway.authorizer.JwtAuthorization;
import dev.chirp.internal.gateway.authorizer.LambdaAuthorization;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.SignedCallers;
import dev.chirp.internal.sandbox.lambda.Scope;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedFunction;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The authorizations of the routes. The keys of issuers stay from one generation to the next; what
 * the functions of authorizers decided does not. Thread-safe.
 *
 * @param aws variables that direct the functions' calls to AWS or to a sandbox
 */
record RouteAuthorizations(
    LocalFunctions functions,
    Map<String, String> aws,
    Progress console,
    Map<Authorizer.Jwt, JwtAuthorization> issuers) {
  /** The longest wait for a document of an issuer before the first request. */
  private static final Duration LONGEST_LOAD = Duration.ofSeconds(10);

  private static final String UNVERIFIED =
      "AWS_IAM: signatures cannot be verified here; with -Dchirp.localSandbox, the sandbox's key is admitted.";

  /** The key of a sandbox, which is a secret, so a signature adds nothing. */
  private static final Pattern SANDBOX_KEY = Pattern.compile("\\d{12}[A-Z2-7]{26}");

  RouteAuthorizations(LocalFunctions functions, Map<String, String> aws, Progress console) {
    this(functions, aws, console, new HashMap<>());
  }

  /**
   * Fetches the keys of the issuers that are new, in the background, and warns of issuers that do
   * not answer.
   */
  void prepare(RouteAccess.Authorizers authorizers) {
    for (Authorizer authorizer : authorizers.all()) {
      if (authorizer instanceof Authorizer.Jwt jwt) {
        issuer(jwt);
      }
    }
  }

  /** The authorizations of one generation. */
  OfGeneration of(ServedCode.Generation generation) {
    return new OfGeneration(this, generation, new HashMap<>());
  }

  private synchronized JwtAuthorization issuer(Authorizer.Jwt authorizer) {
    return issuers.computeIfAbsent(authorizer, this::begin);
  }

  private JwtAuthorization begin(Authorizer.Jwt authorizer) {
    JwtAuthorization authorization = JwtAuthorization.of(authorizer, Clock.systemUTC());
    Thread thread = new Thread(() -> load(authorizer, authorization), "chirp-serve-issuer");
    thread.setDaemon(true);
    thread.start();
    return authorization;
  }

  private void load(Authorizer.Jwt authorizer, JwtAuthorization authorization) {
    try {
      authorization
          .loadKeys(LONGEST_LOAD)
          .ifPresent(
              reason ->
                  console.warn(
                      "Authorizer '%s' refuses every token until its issuer answers: %s"
                          .formatted(authorizer.name(), reason)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Knows the sandbox's key only, because the keys of AWS's users have secrets that AWS keeps. */
  private IamAuthorization iam() {
    String key = aws.getOrDefault("AWS_ACCESS_KEY_ID", "");
    Scope scope = functions.scope();
    if (!SANDBOX_KEY.matcher(key).matches()) {
      return new IamAuthorization(request -> new Caller.Unknown(UNVERIFIED));
    }
    return new IamAuthorization(
        new SignedCallers(
            new AccessKey(key.substring(AccessKey.ACCOUNT.length())),
            scope.account(),
            scope.region(),
            "execute-api"));
  }

  /**
   * The authorizations of one generation.
   *
   * @param lambdas by the authorizer's name
   */
  record OfGeneration(
      RouteAuthorizations all,
      ServedCode.Generation generation,
      Map<String, LambdaAuthorization> lambdas) {
    /** The authorization of a route. */
    RouteAuthorization of(RouteAccess access) {
      if (access.authorizer().isEmpty()) {
        return RouteAuthorization.NONE;
      }
      Authorizer authorizer = access.authorizer().get();
      if (authorizer instanceof Authorizer.Jwt jwt) {
        return all.issuer(jwt).withScopes(access.scopes());
      }
      return authorizer instanceof Authorizer.LambdaFunction lambda
          ? lambdas.computeIfAbsent(lambda.name(), name -> begin(lambda))
          : all.iam();
    }

    private LambdaAuthorization begin(Authorizer.LambdaFunction authorizer) {
      ServedFunction function =
          generation.functions().stream()
              .filter(each -> each.function().name().equals(authorizer.function()))
              .findFirst()
              .orElseThrow();
      return LambdaAuthorization.of(
          authorizer,
          new RoutedFunction(function, generation.number(), all.functions, Optional.empty()),
          all.functions.scope().region(),
          Clock.systemUTC(),
          all.functions.authorizerTimeout());
    }
  }
}
