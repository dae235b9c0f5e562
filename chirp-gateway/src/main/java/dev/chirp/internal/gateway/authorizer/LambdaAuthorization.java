package dev.chirp.internal.gateway.authorizer;

import dev.chirp.internal.gateway.FunctionInvoker;
import dev.chirp.internal.gateway.FunctionInvoker.Outcome;
import dev.chirp.internal.gateway.GatewayResponses;
import dev.chirp.internal.gateway.RouteAuthorization;
import dev.chirp.internal.gateway.TimedInvocation;
import dev.chirp.internal.gateway.payload.EventWriter;
import dev.chirp.internal.gateway.payload.IdentitySource;
import dev.chirp.internal.gateway.payload.ResultReader.MalformedResult;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.RequestPath;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a function about each caller, and remembers what it answered for the authorizer's time to
 * live. All routes with the authorizer share one of these, and so its cache.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Lambda
 *     authorizers</a>
 */
public final class LambdaAuthorization implements RouteAuthorization {
  /** The longest that API Gateway waits for an authorizer. */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final int MAX_CACHED = 10_000;

  private final Authorizer.LambdaFunction authorizer;
  private final List<IdentitySource> sources;
  private final FunctionInvoker function;
  private final String region;
  private final Clock clock;
  private final Duration timeout;
  private final Map<List<String>, Cached> cache = new LinkedHashMap<>();

  private record Cached(AuthorizerAnswer answer, Instant expiry) {}

  private LambdaAuthorization(
      Authorizer.LambdaFunction authorizer,
      FunctionInvoker function,
      String region,
      Clock clock,
      Duration timeout) {
    this.authorizer = authorizer;
    this.sources = authorizer.identitySources().stream().map(IdentitySource::parse).toList();
    this.function = function;
    this.region = region;
    this.clock = clock;
    this.timeout = timeout;
  }

  /**
   * An authorizer with an empty cache, whose function has {@link #TIMEOUT}.
   *
   * @param region of the ARNs that the function gets
   */
  public static LambdaAuthorization of(
      Authorizer.LambdaFunction authorizer, FunctionInvoker function, String region, Clock clock) {
    return of(authorizer, function, region, clock, TIMEOUT);
  }

  /** With a limit of its own for the function. */
  public static LambdaAuthorization of(
      Authorizer.LambdaFunction authorizer,
      FunctionInvoker function,
      String region,
      Clock clock,
      Duration timeout) {
    return new LambdaAuthorization(authorizer, function, region, clock, timeout);
  }

  @Override
  public Decision decide(Call call) throws InterruptedException {
    IdentitySource.Source source =
        new IdentitySource.Source(call.request(), call.api(), call.match().key().toString());
    List<String> identity = new ArrayList<>();
    for (IdentitySource each : sources) {
      Optional<String> value = each.value(source);
      if (value.isEmpty()) {
        return new Decision.Refused(
            GatewayResponses.unauthorized(Optional.empty()),
            "Authorizer '%s' found no %s.".formatted(authorizer.name(), each));
      }
      identity.add(value.get());
    }
    String routeArn = routeArn(call);
    Optional<AuthorizerAnswer> known = cached(identity);
    if (known.isPresent()) {
      return decision(known.get(), routeArn);
    }
    String event =
        new EventWriter(call.api(), call.ids(), Optional.empty(), call.differences())
            .authorizerEvent(
                call.request(),
                call.path(),
                call.match().key().toString(),
                call.match().pathParameters(),
                routeArn,
                identity);
    Optional<Outcome> end =
        TimedInvocation.start(function, event, call.ids(), late -> {}).await(timeout);
    return end.isEmpty()
        ? failed("did not return within %d ms".formatted(timeout.toMillis()))
        : decision(end.get(), identity, routeArn);
  }

  private Decision decision(Outcome end, List<String> identity, String routeArn) {
    if (end instanceof Outcome.Returned returned) {
      try {
        AuthorizerAnswer answer =
            AuthorizerAnswer.of(returned.result(), authorizer.simpleResponses());
        remember(identity, answer);
        return decision(answer, routeArn);
      } catch (MalformedResult e) {
        return failed("returned a result that is not a decision: " + e.reason());
      }
    }
    return failed(
        end instanceof Outcome.Failed failure
            ? "failed: " + failure.reason().replaceAll("\\.$", "")
            : "was throttled by Lambda");
  }

  private Decision decision(AuthorizerAnswer answer, String routeArn) {
    return answer.policy().allows(routeArn)
        ? new Decision.Allowed(Optional.of(answer.authorizer()))
        : new Decision.Refused(
            GatewayResponses.forbidden(),
            "Authorizer '%s' does not allow the caller to invoke this route."
                .formatted(authorizer.name()));
  }

  private Decision failed(String problem) {
    return new Decision.Refused(
        GatewayResponses.internalError(),
        "Function '%s' of authorizer '%s' %s."
            .formatted(authorizer.function(), authorizer.name(), problem));
  }

  private String routeArn(Call call) {
    RequestPath path = call.path();
    return "arn:aws:execute-api:%s:%s:%s/%s/%s%s"
        .formatted(
            region,
            call.api().accountId(),
            call.api().apiId(),
            call.api().stage(),
            call.request().method(),
            path.decoded());
  }

  private synchronized Optional<AuthorizerAnswer> cached(List<String> identity) {
    Cached found = cache.get(identity);
    return found != null && clock.instant().isBefore(found.expiry)
        ? Optional.of(found.answer)
        : Optional.empty();
  }

  private synchronized void remember(List<String> identity, AuthorizerAnswer answer) {
    if (identity.isEmpty() || authorizer.resultTtl() == 0) {
      return;
    }
    cache.remove(identity);
    if (cache.size() >= MAX_CACHED) {
      cache.remove(cache.keySet().iterator().next()); // the oldest
    }
    cache.put(
        List.copyOf(identity),
        new Cached(answer, clock.instant().plusSeconds(authorizer.resultTtl())));
  }
}
