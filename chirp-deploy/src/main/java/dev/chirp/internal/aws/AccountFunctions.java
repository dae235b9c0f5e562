package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;

/** The functions of the account: their names, and the tags that say whose they are. */
public record AccountFunctions(Aws aws) {

  /** Returns the names with this prefix, sorted. */
  public List<String> startingWith(String prefix) {
    return aws
        .list(
            "lambda:ListFunctions",
            "functions '" + prefix + "*'",
            from -> aws.lambda().listFunctions(request -> from.ifPresent(request::marker)),
            ListFunctionsResponse::functions,
            ListFunctionsResponse::nextMarker)
        .stream()
        .map(FunctionConfiguration::functionName)
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .toList();
  }

  /**
   * Returns the tags in a {@code GetFunction} response, which say who owns the function.
   *
   * @throws ChirpException if Lambda withheld the tags
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html">GetFunction:
   *     TagsError</a>
   */
  public static Map<String, String> tags(GetFunctionResponse response) {
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
