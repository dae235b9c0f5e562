package dev.chirp.internal.gateway.route;

import java.util.List;

/**
 * The access rule of a route of an HTTP API. The settings are those of API Gateway's authorizers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html">Access
 *     control for HTTP APIs</a>
 */
public sealed interface Authorizer {
  /** The name that routes use. */
  String name();

  /** The {@code AuthorizationType} of a route with it. */
  String authorizationType();

  /**
   * Admits requests with a token of an issuer.
   *
   * @param issuer the {@code iss} of its tokens, which is also its URL
   * @param audiences a token must be for at least one of them
   */
  record Jwt(String name, String issuer, List<String> audiences) implements Authorizer {
    /** The place of the token in a request. */
    public static final String IDENTITY_SOURCE = "$request.header.Authorization";

    public Jwt {
      audiences = List.copyOf(audiences);
    }

    /** True if its issuer is on this machine, where API Gateway could not reach it. */
    public boolean isLocal() {
      return issuer.startsWith("http:");
    }

    @Override
    public String authorizationType() {
      return "JWT";
    }
  }

  /**
   * Asks a Lambda function, with the event of payload format 2.0.
   *
   * @param function of the project, by its name there
   * @param identitySources such as {@code $request.header.Authorization}; a request without one of
   *     them is refused, and all together are the key of the cache
   * @param resultTtl seconds that a decision is cached; 0 for no cache
   * @param simpleResponses true if the function returns {@code isAuthorized}, and false if it
   *     returns an IAM policy
   */
  record LambdaFunction(
      String name,
      String function,
      List<String> identitySources,
      int resultTtl,
      boolean simpleResponses)
      implements Authorizer {
    public LambdaFunction {
      identitySources = List.copyOf(identitySources);
    }

    @Override
    public String authorizationType() {
      return "CUSTOM";
    }
  }

  /** Admits requests that are signed by someone whom IAM allows to invoke the route. */
  record Iam() implements Authorizer {
    /** The name that routes use. */
    public static final String NAME = "AWS_IAM";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String authorizationType() {
      return NAME;
    }
  }
}
