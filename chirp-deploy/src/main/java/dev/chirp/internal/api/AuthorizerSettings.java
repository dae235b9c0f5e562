package dev.chirp.internal.api;

import dev.chirp.internal.gateway.route.Authorizer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizerType;
import software.amazon.awssdk.services.apigatewayv2.model.CreateAuthorizerRequest;
import software.amazon.awssdk.services.apigatewayv2.model.JWTConfiguration;
import software.amazon.awssdk.services.apigatewayv2.model.UpdateAuthorizerRequest;

/**
 * An authorizer as API Gateway stores it.
 *
 * @param name begins with {@value #OWN}, by which Chirp knows those that it made
 * @param issuer of a JWT authorizer; empty for a Lambda function
 * @param uri of a Lambda function; empty for a JWT authorizer
 * @param resultTtl seconds
 */
record AuthorizerSettings(
    String name,
    AuthorizerType type,
    List<String> identitySources,
    String issuer,
    List<String> audiences,
    String uri,
    int resultTtl,
    boolean simpleResponses) {
  private static final String OWN = "chirp-";

  AuthorizerSettings {
    identitySources = List.copyOf(identitySources);
    audiences = List.copyOf(audiences);
  }

  /** The name on API Gateway of an authorizer of the project. */
  static String name(Authorizer authorizer) {
    return OWN + authorizer.name();
  }

  static boolean isOwn(software.amazon.awssdk.services.apigatewayv2.model.Authorizer authorizer) {
    return authorizer.name().startsWith(OWN);
  }

  /** The settings that the project wants. Empty for IAM, which needs no authorizer. */
  static Optional<AuthorizerSettings> of(Authorizer wanted, ApiSpec spec, FunctionArns arns) {
    if (wanted instanceof Authorizer.Jwt jwt) {
      return Optional.of(
          new AuthorizerSettings(
              name(jwt),
              AuthorizerType.JWT,
              List.of(Authorizer.Jwt.IDENTITY_SOURCE),
              jwt.issuer(),
              jwt.audiences(),
              "",
              0,
              false));
    }
    if (wanted instanceof Authorizer.LambdaFunction function) {
      return Optional.of(
          new AuthorizerSettings(
              name(function),
              AuthorizerType.REQUEST,
              function.identitySources(),
              "",
              List.of(),
              arns.uri(spec.functionPrefix() + function.function()),
              function.resultTtl(),
              function.simpleResponses()));
    }
    return Optional.empty();
  }

  /** The settings that API Gateway has. */
  static AuthorizerSettings of(software.amazon.awssdk.services.apigatewayv2.model.Authorizer is) {
    Optional<JWTConfiguration> jwt = Optional.ofNullable(is.jwtConfiguration());
    return new AuthorizerSettings(
        is.name(),
        is.authorizerType(),
        is.identitySource(),
        jwt.map(JWTConfiguration::issuer).orElse(""),
        jwt.map(JWTConfiguration::audience).orElse(List.of()),
        Objects.requireNonNullElse(is.authorizerUri(), ""),
        Objects.requireNonNullElse(is.authorizerResultTtlInSeconds(), 0),
        Boolean.TRUE.equals(is.enableSimpleResponses()));
  }

  void writeTo(CreateAuthorizerRequest.Builder request) {
    request.name(name).authorizerType(type).identitySource(identitySources);
    if (type == AuthorizerType.JWT) {
      request.jwtConfiguration(j -> j.issuer(issuer).audience(audiences));
    } else {
      request
          .authorizerUri(uri)
          .authorizerPayloadFormatVersion("2.0")
          .authorizerResultTtlInSeconds(resultTtl)
          .enableSimpleResponses(simpleResponses);
    }
  }

  void writeTo(UpdateAuthorizerRequest.Builder request) {
    request.authorizerType(type).identitySource(identitySources);
    if (type == AuthorizerType.JWT) {
      request.jwtConfiguration(j -> j.issuer(issuer).audience(audiences));
    } else {
      request
          .authorizerUri(uri)
          .authorizerPayloadFormatVersion("2.0")
          .authorizerResultTtlInSeconds(resultTtl)
          .enableSimpleResponses(simpleResponses);
    }
  }
}
