package dev.chirp.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;

/** The names of the account's functions; each page waits its turn, as each is a call. */
public record FunctionNames(Aws aws) {

  /** Sorted. */
  public List<String> startingWith(String prefix) {
    List<String> names = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    do {
      ListFunctionsResponse page = page(prefix, marker);
      page.functions().stream()
          .map(FunctionConfiguration::functionName)
          .filter(name -> name.startsWith(prefix))
          .forEach(names::add);
      marker = Optional.ofNullable(page.nextMarker());
    } while (marker.isPresent());
    return names.stream().sorted().toList();
  }

  private ListFunctionsResponse page(String prefix, Optional<String> marker) {
    return aws.call(
        "lambda:ListFunctions",
        "functions '" + prefix + "*'",
        () -> aws.lambda().listFunctions(request -> marker.ifPresent(request::marker)));
  }
}
