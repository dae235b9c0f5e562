package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import java.util.Map;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;

/** The tags in a {@code GetFunction} response. */
public final class FunctionTags {
  private FunctionTags() {}

  /**
   * Returns the function's tags, which say who owns it.
   *
   * @throws ChirpException if Lambda withheld the tags
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html">GetFunction:
   *     TagsError</a>
   */
  public static Map<String, String> of(GetFunctionResponse response) {
    if (response.tagsError() != null) {
      throw ChirpException.project(
              "Lambda withheld the tags of function '%s' (%s), so its owner is unknown. These credentials need lambda:ListTags."
                  .formatted(
                      response.configuration().functionName(), response.tagsError().errorCode()))
          .withSuggestion(
              "mvn chirp:setup-iam -Dchirp.policy=print, and give its \"deployer\" to an administrator");
    }
    return response.tags();
  }
}
