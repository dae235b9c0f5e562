package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import java.util.Map;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;

/** The tags that {@code GetFunction} answers with, or does not. */
public final class FunctionTags {
  private FunctionTags() {}

  /**
   * Whose a function is cannot be told without its tags.
   *
   * @throws ChirpException when Lambda keeps them back
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html">GetFunction:
   *     TagsError</a>
   */
  public static Map<String, String> of(GetFunctionResponse response) {
    if (response.tagsError() != null) {
      throw ChirpException.project(
              "Lambda did not say which tags function '%s' has (%s), so nobody knows whose it is. These credentials need lambda:ListTags."
                  .formatted(
                      response.configuration().functionName(), response.tagsError().errorCode()))
          .withSuggestion(
              "mvn chirp:setup-iam -Dchirp.policy=print, and hand the deployer's policy to an administrator");
    }
    return response.tags();
  }
}
