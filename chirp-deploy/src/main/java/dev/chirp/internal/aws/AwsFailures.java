package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns the failures of AWS calls into messages. */
record AwsFailures(AwsSettings settings, Proxies proxies, String region) {
  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");
  private static final Set<String> UNKNOWN_KEY =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "SignatureDoesNotMatch",
          "InvalidAccessKeyId");
  private static final Pattern NOT_AUTHORIZED =
      Pattern.compile("not authorized to perform: (\\S+(?: on resource: \\S+)?)");
  private static final Pattern NOT_READABLE =
      Pattern.compile("permission to GetObject for (\\S+?)\\.? S3 Error Code");
  private static final Set<String> DENIED =
      Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403", "Forbidden");

  /**
   * Returns the message for one failed call.
   *
   * @param action as IAM spells it
   * @param resource in the user's words
   */
  ChirpException of(String action, String resource, SdkException e) {
    if (isUnsigned(e)) {
      return new CredentialFailures(settings, proxies).gone(e);
    }
    if (e instanceof AwsServiceException service) {
      return refused(action, resource, withoutVariables(service));
    }
    return ChirpException.execution(
        "%s for %s got no response%s%s: %s"
            .formatted(action, resource, where(), through(action), rootMessage(e)),
        e);
  }

  /** Describes the proxies in use, because one of them may be the cause of a missing response. */
  private String through(String action) {
    if (settings.isOnThisMachine()) {
      return "";
    }
    String service = action.substring(0, action.indexOf(':'));
    return proxies.described(
        settings
            .endpointUrl()
            .orElseGet(() -> URI.create("https://%s.%s.amazonaws.com".formatted(service, region))));
  }

  private ChirpException refused(String action, String resource, AwsServiceException e) {
    String code = code(e);
    if (EXPIRED.contains(code)) {
      return new CredentialFailures(settings, proxies).expired(e);
    }
    if (UNKNOWN_KEY.contains(code)) {
      return ChirpException.execution(
              "AWS does not know these credentials%s (%s).".formatted(profile(), code), e)
          .withSuggestion("aws sts get-caller-identity" + profileOption());
    }
    if (DENIED.contains(code)) {
      return ChirpException.execution(
              "AWS refused %s for %s%s%s (%s%s%s)."
                  .formatted(action, resource, where(), denied(e), code, profile(), request(e)),
              e)
          .withSuggestion(PolicyKey.suggestion(action));
    }
    return ChirpException.execution(
        "%s for %s failed%s: %s (%s%s)"
            .formatted(action, resource, where(), message(e), code, request(e)),
        e);
  }

  /**
   * The missing permission may be for another action: iam:PassRole, or s3:GetObject, because Lambda
   * reads the zip with the caller's permissions.
   */
  private static String denied(AwsServiceException e) {
    Matcher read = NOT_READABLE.matcher(message(e));
    if (read.find()) {
      return ": not authorized to perform s3:GetObject on " + read.group(1);
    }
    Matcher said = NOT_AUTHORIZED.matcher(message(e));
    return said.find() ? ": not authorized to perform " + said.group(1) : "";
  }

  /** Returns whether the credentials are the cause, so that all further calls would fail too. */
  static boolean isWithoutCredentials(SdkException e) {
    return isUnsigned(e)
        || (e instanceof AwsServiceException service && EXPIRED.contains(code(service)));
  }

  static boolean isDenied(String code) {
    return DENIED.contains(code);
  }

  /** Returns whether the call was never sent because there were no credentials to sign it. */
  static boolean isUnsigned(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CredentialSource.Failure) {
        return true;
      }
    }
    return false;
  }

  /**
   * Removes the environment variables that Lambda quotes if they are too large, since they may be
   * secrets. Maven's {@code -e} would print them too.
   */
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
