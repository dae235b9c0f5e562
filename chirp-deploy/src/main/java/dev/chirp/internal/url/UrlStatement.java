package dev.chirp.internal.url;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.ChirpException;
import java.util.List;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;

/**
 * The two statements in a function's resource policy that a public URL needs. Their ids are fixed,
 * so that a second run finds them.
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
   * Returns the statements that a resource policy contains.
   *
   * @param policy in JSON
   */
  static List<UrlStatement> in(String policy) {
    try {
      List<String> ids = JSON.readTree(policy).path("Statement").findValuesAsText("Sid");
      return ALL.stream().filter(each -> ids.contains(each.id())).toList();
    } catch (JsonProcessingException e) {
      throw ChirpException.execution("A function's resource policy is not valid JSON.", e);
    }
  }

  String id() {
    return id;
  }

  /** Fills in a permission for everyone, through the URL only. */
  void writeTo(AddPermissionRequest.Builder request) {
    request.statementId(id).action(action).principal("*");
    condition(request);
  }

  abstract void condition(AddPermissionRequest.Builder request);
}
