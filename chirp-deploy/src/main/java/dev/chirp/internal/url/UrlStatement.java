package dev.chirp.internal.url;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.ChirpException;
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

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String id;
  private final String action;

  UrlStatement(String id, String action) {
    this.id = id;
    this.action = action;
  }

  /**
   * Those that a function's resource policy has.
   *
   * @param policy in JSON
   */
  static List<UrlStatement> in(String policy) {
    try {
      List<String> ids = JSON.readTree(policy).path("Statement").findValuesAsText("Sid");
      return ALL.stream().filter(each -> ids.contains(each.id())).toList();
    } catch (JsonProcessingException e) {
      throw ChirpException.execution("A function's resource policy is no JSON.", e);
    }
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
