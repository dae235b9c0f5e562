package acme;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers with all that its context says. */
public final class ContextReader implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String all =
        String.join(
            "\n",
            context.getAwsRequestId(),
            context.getFunctionName(),
            context.getFunctionVersion(),
            context.getInvokedFunctionArn(),
            context.getLogGroupName(),
            context.getLogStreamName(),
            context.getMemoryLimitInMB() + " MB",
            Math.round(context.getRemainingTimeInMillis() / 100_000.0) + "00 s",
            context.getTenantId(),
            context.getXrayTraceId(),
            identity(context.getIdentity()),
            client(context.getClientContext()));
    out.write(all.getBytes(StandardCharsets.UTF_8));
  }

  private static String identity(CognitoIdentity identity) {
    return identity == null
        ? "no identity"
        : identity.getIdentityId() + " " + identity.getIdentityPoolId();
  }

  private static String client(ClientContext context) {
    if (context == null) {
      return "no client context";
    }
    Client client = context.getClient();
    String app =
        client == null
            ? "no client"
            : String.join(
                " ",
                client.getInstallationId(),
                client.getAppTitle(),
                client.getAppVersionName(),
                client.getAppVersionCode(),
                client.getAppPackageName());
    return app + " " + context.getCustom() + " " + context.getEnvironment();
  }
}
