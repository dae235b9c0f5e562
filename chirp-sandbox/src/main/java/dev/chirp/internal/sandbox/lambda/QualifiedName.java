package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.sandbox.http.AwsError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a function, version or alias, in any form that Lambda accepts: a name, part of an
 * ARN, or an ARN, each with an optional {@code :qualifier}.
 *
 * @param qualifier a version or an alias; empty for the function itself
 */
public record QualifiedName(String name, String qualifier) {
  static final String LATEST = "$LATEST";

  /** The pattern in AWS's messages. */
  private static final String PATTERN =
      "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?";

  private static final Pattern FORMS =
      Pattern.compile(
          "(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:([a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\\d):)?(?:(\\d{12}):)?(?:function:)?([a-zA-Z0-9-_]+)(?::(\\$LATEST|[a-zA-Z0-9-_]+))?");

  private static final int MAX_LENGTH = 64;

  /**
   * Parses a name as Lambda does.
   *
   * @throws AwsError when it is invalid, or names a function of a different account or region
   */
  public static QualifiedName parse(String text, Scope scope) {
    Matcher form = FORMS.matcher(text);
    if (!form.matches()) {
      throw RequestValidation.refusal(RequestValidation.pattern(text, "functionName", PATTERN));
    }
    if (form.group(3).length() > MAX_LENGTH) {
      throw RequestValidation.refusal(RequestValidation.longer(text, "functionName", MAX_LENGTH));
    }
    if (!Optional.ofNullable(form.group(1)).orElse(scope.region()).equals(scope.region())) {
      throw notFound(text);
    }
    if (!Optional.ofNullable(form.group(2)).orElse(scope.account()).equals(scope.account())) {
      throw new AwsError(
          403,
          "AccessDeniedException",
          "The caller's account %s may not use '%s'".formatted(scope.account(), text));
    }
    return new QualifiedName(form.group(3), Optional.ofNullable(form.group(4)).orElse(""));
  }

  /** A copy with the qualifier of the query. */
  public QualifiedName qualified(String other) {
    if (!qualifier.isEmpty() && !qualifier.equals(other)) {
      throw new AwsError(
          400,
          "InvalidParameterValueException",
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    return new QualifiedName(name, other);
  }

  /** True if it is the unpublished version. */
  public boolean isLatest() {
    return qualifier.isEmpty() || qualifier.equals(LATEST);
  }

  boolean isVersion() {
    return qualifier.matches("\\d+");
  }

  /** Returns the function's ARN, with the qualifier. */
  public String arn(Scope scope) {
    return scope.arn(qualifier.isEmpty() ? name : name + ":" + qualifier);
  }

  /** Returns the error for a function or version that does not exist. */
  public static AwsError notFound(String arn) {
    return new AwsError(404, "ResourceNotFoundException", "Function not found: " + arn);
  }
}
