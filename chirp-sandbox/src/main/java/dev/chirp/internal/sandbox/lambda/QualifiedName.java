package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.sandbox.http.AwsError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which function, and which version or alias of it, in any of the forms that Lambda takes: a name,
 * a part of an ARN, an ARN, each perhaps with {@code :qualifier}.
 *
 * @param qualifier empty when none was given
 */
record QualifiedName(String name, String qualifier) {
  static final String LATEST = "$LATEST";

  /** As AWS's messages print it. */
  private static final String PATTERN =
      "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?";

  private static final Pattern FORMS =
      Pattern.compile(
          "(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:([a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\\d):)?(?:(\\d{12}):)?(?:function:)?([a-zA-Z0-9-_]+)(?::(\\$LATEST|[a-zA-Z0-9-_]+))?");

  private static final int MAX_LENGTH = 64;

  static QualifiedName parse(String text, Scope scope) {
    Matcher form = FORMS.matcher(text);
    if (!form.matches()) {
      throw Validation.refusal(Validation.pattern(text, "functionName", PATTERN));
    }
    if (form.group(3).length() > MAX_LENGTH) {
      throw Validation.refusal(Validation.longer(text, "functionName", MAX_LENGTH));
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

  /** The same function with the qualifier of the query. */
  QualifiedName qualified(String other) {
    if (!qualifier.isEmpty() && !qualifier.equals(other)) {
      throw new AwsError(
          400,
          "InvalidParameterValueException",
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    return new QualifiedName(name, other);
  }

  boolean isLatest() {
    return qualifier.isEmpty() || qualifier.equals(LATEST);
  }

  boolean isVersion() {
    return qualifier.matches("\\d+");
  }

  String arn(Scope scope) {
    return scope.arn(qualifier.isEmpty() ? name : name + ":" + qualifier);
  }

  static AwsError notFound(String arn) {
    return new AwsError(404, "ResourceNotFoundException", "Function not found: " + arn);
  }
}
