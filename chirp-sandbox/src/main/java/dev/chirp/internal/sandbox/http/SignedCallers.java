package dev.chirp.internal.sandbox.http;

import dev.chirp.internal.gateway.authorizer.IamAuthorization.Caller;
import dev.chirp.internal.gateway.authorizer.IamAuthorization.Callers;
import dev.chirp.internal.gateway.http.IncomingRequest;

/**
 * Knows the signers of requests to function URLs and APIs: everyone who has the sandbox's key, for
 * the right account, region and service. Signatures are not checked.
 *
 * @param service as signatures name it
 */
public record SignedCallers(AccessKey key, String account, String region, String service)
    implements Callers {
  private static final String USER_ID = "AIDASANDBOX";

  @Override
  public Caller of(IncomingRequest request) {
    Credential credential =
        Credential.of(
            request.method(),
            request.rawPath(),
            request.header("authorization").orElse(""),
            request.rawQuery());
    boolean isAdmitted =
        key.admits(credential.accessKeyId())
            && credential.accessKeyId().startsWith(account)
            && credential.service().equals(service)
            && credential.region().equals(region);
    return isAdmitted
        ? new Caller.Known(
            credential.accessKeyId(),
            account,
            USER_ID,
            "arn:aws:iam::%s:user/sandbox".formatted(account))
        : new Caller.Unknown(
            "The request is not signed for %s in this region with the sandbox's key."
                .formatted(service));
  }
}
