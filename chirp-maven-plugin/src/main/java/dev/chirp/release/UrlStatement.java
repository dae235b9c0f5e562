package dev.chirp.release;

import java.util.List;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;

/**
 * The two statements of a function's resource policy that a public URL takes, each under an id that
 * is always the same, so that a second run finds them.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">Access to function
 *     URLs</a>
 */
enum UrlStatement {
  CALL_URL("chirp-public-url", "lambda:InvokeFunctionUrl") {
    @Override
    void condition(AddPermissionRequest.Builder request) {
      request.functionUrlAuthType(FunctionUrlAuthType.NONE);
    }
  },
  INVOKE_BY_URL("chirp-public-url-invoke", "lambda:InvokeFunction") {
    @Override
    void condition(AddPermissionRequest.Builder request) {
      request.invokedViaFunctionUrl(true);
    }
  };

  static final List<UrlStatement> ALL = List.of(values());

  private final String id;
  private final String action;

  UrlStatement(String id, String action) {
    this.id = id;
    this.action = action;
  }

  String id() {
    return id;
  }

  /** For everybody, and by the URL only. */
  void writeTo(AddPermissionRequest.Builder request) {
    request.statementId(id).action(action).principal("*");
    condition(request);
  }

  abstract void condition(AddPermissionRequest.Builder request);
}
