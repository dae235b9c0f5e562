package dev.chirp.internal.gateway.authorizer;

import dev.chirp.internal.gateway.GatewayResponses;
import dev.chirp.internal.gateway.RouteAuthorization;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.payload.EventJson;
import java.util.Optional;

/**
 * Admits requests with a signature of someone who may invoke the route, for the authorization type
 * {@code AWS_IAM}.
 *
 * @param callers knows the signers
 */
public record IamAuthorization(Callers callers) implements RouteAuthorization {
  @Override
  public Decision decide(Call call) {
    Caller caller = callers.of(call.request());
    if (caller instanceof Caller.Unknown unknown) {
      return new Decision.Refused(GatewayResponses.forbidden(), unknown.reason());
    }
    return new Decision.Allowed(Optional.of(authorizer((Caller.Known) caller)));
  }

  /** The {@code requestContext.authorizer} of events, in JSON. */
  public static String authorizer(Caller.Known known) {
    String iam =
        new EventJson()
            .text("accessKey", known.accessKey())
            .text("accountId", known.accountId())
            .text("callerId", known.userId())
            .raw("cognitoIdentity", "null")
            .raw("principalOrgId", "null")
            .text("userArn", known.userArn())
            .text("userId", known.userId())
            .toString();
    return new EventJson().raw("iam", iam).toString();
  }

  /** Knows who signed a request. Many threads call it at once. */
  public interface Callers {
    /** The signer of a request, for the service {@code execute-api}. */
    Caller of(IncomingRequest request);
  }

  /** The signer of a request. */
  public sealed interface Caller {
    /** Someone who may invoke the route. */
    record Known(String accessKey, String accountId, String userId, String userArn)
        implements Caller {}

    /**
     * A signer who may not, or no signer at all.
     *
     * @param reason one sentence for the developer
     */
    record Unknown(String reason) implements Caller {}
  }
}
