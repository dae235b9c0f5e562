package dev.chirp.internal.sandbox.iam;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.QueryProtocol;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Service;

/** STS, as far as {@code GetCallerIdentity}. */
public final class StsService implements Service {
  private static final QueryProtocol PROTOCOL =
      new QueryProtocol("https://sts.amazonaws.com/doc/2011-06-15/");

  @Override
  public String action(Call call) {
    return "sts:" + call.require("Action");
  }

  @Override
  public Response answer(Call call) {
    String action = call.require("Action");
    if (!action.equals("GetCallerIdentity")) {
      throw AwsError.unsupported("sts:" + action);
    }
    return PROTOCOL.answer(
        action,
        "<Arn>arn:aws:iam::%1$s:user/sandbox</Arn><UserId>AIDASANDBOX</UserId><Account>%1$s</Account>"
            .formatted(call.account()),
        call);
  }

  @Override
  public boolean speaksQueryProtocol() {
    return true;
  }

  @Override
  public Response refused(AwsError refusal, Call call) {
    return PROTOCOL.refused(refusal, call);
  }
}
