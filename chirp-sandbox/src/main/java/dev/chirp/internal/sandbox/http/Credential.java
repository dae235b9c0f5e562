package dev.chirp.internal.sandbox.http;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scope of a request's signature: its sender, region and service.
 *
 * @param accessKeyId empty if the request is unsigned
 */
public record Credential(String accessKeyId, String region, String service) {
  /**
   * The scope of Signature Version 4, in a header or in the query.
   *
   * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature
   *     Version 4</a>
   */
  private static final Pattern SCOPE =
      Pattern.compile("([^/,=]+)/\\d{8}/([^/,]+)/([^/,]+)/aws4_request");

  /**
   * Signature Version 2 in a header, which only S3 still accepts.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html">Signature
   *     Version 2</a>
   */
  private static final Pattern VERSION_2 = Pattern.compile("AWS ([^:\\s]+):.*");

  private static final Pattern LAMBDA_PATH = Pattern.compile("/20\\d\\d-\\d\\d-\\d\\d/.*");

  /** No bucket's path: names of buckets have at least three characters. */
  private static final Pattern API_PATH = Pattern.compile("/v2/.*");

  /** The region of requests without one: S3's global endpoint is there. */
  private static final String REGION = "us-east-1";

  /**
   * The scope in a request's {@code Authorization} header or raw query; unsigned if the query
   * cannot be decoded.
   */
  public static Credential of(String method, String path, String authorization, String rawQuery) {
    Map<String, List<String>> headers =
        authorization.isEmpty() ? Map.of() : Map.of("authorization", List.of(authorization));
    try {
      return of(method, path, headers, CallReader.query(rawQuery));
    } catch (IllegalArgumentException e) {
      return of(method, path, headers, Map.of());
    }
  }

  /** Reads the header or the query. A request with neither is unsigned. */
  static Credential of(
      String method,
      String path,
      Map<String, List<String>> headers,
      Map<String, List<String>> query) {
    String authorization = first(headers, "authorization");
    Matcher scope =
        SCOPE.matcher(
            authorization.startsWith("AWS4-") ? authorization : first(query, "X-Amz-Credential"));
    if (scope.find()) {
      return new Credential(scope.group(1), scope.group(2), scope.group(3));
    }
    Matcher version2 = VERSION_2.matcher(authorization);
    if (version2.matches()) {
      return new Credential(version2.group(1), REGION, "s3");
    }
    String ofLink = first(query, "AWSAccessKeyId");
    return ofLink.isEmpty()
        ? new Credential("", REGION, service(method, path, headers, query))
        : new Credential(ofLink, REGION, "s3");
  }

  /** Guesses the service of an unsigned request by its protocol; S3 is the default. */
  private static String service(
      String method,
      String path,
      Map<String, List<String>> headers,
      Map<String, List<String>> query) {
    String target = first(headers, "x-amz-target");
    if (target.startsWith("DynamoDB_")) {
      return "dynamodb";
    }
    if (target.startsWith("Logs_")) {
      return "logs";
    }
    if (LAMBDA_PATH.matcher(path).matches()) {
      return "lambda";
    }
    if (API_PATH.matcher(path).matches()) {
      return "apigateway";
    }
    boolean form = method.equals("POST") && CallReader.isForm(headers);
    return path.equals("/") && (form || query.containsKey("Action")) ? "iam" : "s3";
  }

  private static String first(Map<String, List<String>> values, String name) {
    return values.getOrDefault(name, List.of("")).get(0);
  }

  /** The error, in a service's words, for a request without the sandbox's key. */
  static AwsError refusal(String service, String accessKeyId) {
    return accessKeyId.isEmpty() ? missing(service) : AccessKey.unknown(service);
  }

  private static AwsError missing(String service) {
    return switch (service) {
      case "s3" -> new AwsError(403, "AccessDenied", "Access Denied");
      case "iam", "sts" ->
          new AwsError(
              403, "MissingAuthenticationToken", "Request is missing Authentication Token");
      case "apigateway", "lambda" ->
          new AwsError(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
      default ->
          new AwsError(400, "MissingAuthenticationTokenException", "Missing Authentication Token");
    };
  }
}
