package dev.chirp.aws;

import dev.chirp.core.ChirpException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Words for what AWS refused, or did not answer. */
record AwsFailures(AwsSettings settings, String region) {
  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");
  private static final Set<String> UNKNOWN_KEY =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "SignatureDoesNotMatch",
          "InvalidAccessKeyId");
  private static final Set<String> DENIED =
      Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403", "Forbidden");

  /**
   * The failure of one call.
   *
   * @param action as IAM spells it
   * @param resource in the user's words
   */
  ChirpException of(String action, String resource, SdkException e) {
    if (e instanceof AwsServiceException service) {
      return refused(action, resource, withoutVariables(service));
    }
    if (isLogin(e)) {
      return noCredentials(e);
    }
    return ChirpException.execution(
        "%s for %s got no answer%s: %s".formatted(action, resource, where(), rootMessage(e)), e);
  }

  private ChirpException refused(String action, String resource, AwsServiceException e) {
    String code = code(e);
    if (EXPIRED.contains(code)) {
      return expired(e);
    }
    if (UNKNOWN_KEY.contains(code)) {
      return ChirpException.execution(
              "AWS does not know these credentials%s (%s).".formatted(profile(), code), e)
          .withSuggestion("aws sts get-caller-identity" + profileOption());
    }
    if (DENIED.contains(code)) {
      return ChirpException.execution(
              "AWS refused %s for %s%s (%s%s%s)."
                  .formatted(action, resource, where(), code, profile(), request(e)),
              e)
          .withSuggestion(
              "mvn chirp:setup-iam -Dchirp.policy=print, and hand the deployer's policy to an administrator");
    }
    return ChirpException.execution(
        "%s for %s failed%s: %s (%s%s)"
            .formatted(action, resource, where(), message(e), code, request(e)),
        e);
  }

  static boolean isExpired(SdkException e) {
    return isLogin(e)
        || (e instanceof AwsServiceException service && EXPIRED.contains(code(service)));
  }

  static boolean isDenied(String code) {
    return DENIED.contains(code);
  }

  ChirpException noCredentials(SdkException e) {
    if (isLogin(e)) {
      return expired(e);
    }
    return ChirpException.noAws(
            "No AWS credentials: neither the environment nor the AWS configuration%s has any."
                .formatted(profile()))
        .withSuggestion(
            "aws configure, or the same command with -Dchirp.sandbox, which needs no account");
  }

  private ChirpException expired(SdkException e) {
    return ChirpException.execution(
            "The AWS credentials have expired%s. Nothing more was tried.".formatted(profile()), e)
        .withSuggestion("aws sso login" + profileOption());
  }

  private static boolean isLogin(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String text = cause.getClass().getSimpleName() + " " + cause.getMessage();
      if (text.contains("SSO")
          || text.contains("ExpiredToken")
          || text.contains("Token is expired")) {
        return true;
      }
    }
    return false;
  }

  /** Lambda quotes an environment that is too large, secrets and all; {@code -e} would, too. */
  private static AwsServiceException withoutVariables(AwsServiceException e) {
    String message = message(e);
    int quote = message.indexOf("String measured");
    if (quote < 0) {
      return e;
    }
    AwsErrorDetails details =
        e.awsErrorDetails().toBuilder().errorMessage(message.substring(0, quote).strip()).build();
    return AwsServiceException.builder()
        .awsErrorDetails(details)
        .statusCode(e.statusCode())
        .requestId(e.requestId())
        .build();
  }

  static String code(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .orElse(Integer.toString(e.statusCode()));
  }

  private static String message(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails())
        .map(AwsErrorDetails::errorMessage)
        .orElse("no reason given");
  }

  private static String request(AwsServiceException e) {
    return Optional.ofNullable(e.requestId()).map(id -> ", request " + id).orElse("");
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
  }

  private String where() {
    return region.isEmpty() ? "" : " in " + region;
  }

  private String profile() {
    return settings.profile().map(name -> ", profile '" + name + "'").orElse("");
  }

  private String profileOption() {
    return settings.profile().map(name -> " --profile " + name).orElse("");
  }
}
