package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.gateway.authorizer.IamAuthorization;
import dev.chirp.internal.gateway.authorizer.IamAuthorization.Caller;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.SignedCallers;
import java.util.Optional;

/**
 * Decides who may call a function URL: with {@code NONE} everyone, if the resource policy has both
 * statements that Lambda requires; with {@code AWS_IAM} requests whose signature names the
 * sandbox's key in the function's account. Signatures are not checked.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">Access to function
 *     URLs</a>
 */
record FunctionUrlAccess(FunctionUrlOwner owner, AccessKey key) {
  /** The condition key for the URL's auth type. */
  static final String AUTH_TYPE = "lambda:FunctionUrlAuthType";

  /** The condition key for invocations through the URL. */
  static final String VIA_URL = "lambda:InvokedViaFunctionUrl";

  /** True if the resource policy opens a public URL. */
  static boolean isOpen(JsonNode policy) {
    return isAllowed(policy, "lambda:InvokeFunctionUrl", "StringEquals", AUTH_TYPE, "NONE")
        && isAllowed(policy, "lambda:InvokeFunction", "Bool", VIA_URL, "true");
  }

  private static boolean isAllowed(
      JsonNode policy, String action, String operator, String name, String value) {
    for (JsonNode statement : policy.path("Statements")) {
      JsonNode condition = statement.path("Condition");
      boolean fits =
          condition.isMissingNode()
              || (condition.size() == 1
                  && condition.path(operator).path(name).asText().equals(value));
      if (fits
          && statement.path("Principal").asText().equals("*")
          && statement.path("Action").asText().equals(action)) {
        return true;
      }
    }
    return false;
  }

  /** The caller as events describe it, in JSON; empty for one who may not call the URL. */
  Optional<String> caller(IncomingRequest request) {
    SignedCallers callers =
        new SignedCallers(key, owner.scope().account(), owner.scope().region(), "lambda");
    return callers.of(request) instanceof Caller.Known known
        ? Optional.of(IamAuthorization.authorizer(known))
        : Optional.empty();
  }
}
