package dev.chirp.internal.aws;

import java.util.List;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;

/** The names of the account's functions. */
public record FunctionNames(Aws aws) {

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
}
