package dev.chirp.internal.api;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.core.AliasName;
import java.util.List;
import java.util.Optional;

/**
 * The ARNs of functions, which are the targets of integrations.
 *
 * @param prefix {@code arn:aws:lambda:eu-west-1:123456789012:function:}
 * @param alias empty for the unpublished versions
 */
record FunctionArns(String prefix, Optional<AliasName> alias) {
  static FunctionArns of(Aws aws, Optional<AliasName> alias) {
    return new FunctionArns(
        "arn:%s:lambda:%s:%s:function:"
            .formatted(aws.partition(), aws.region(), aws.identity().account()),
        alias);
  }

  String of(String function) {
    return prefix + function + alias.map(each -> ":" + each.name()).orElse("");
  }

  /** The URI by which an authorizer names a function. */
  String uri(String function) {
    List<String> parts = List.of(prefix.split(":", -1));
    return "arn:%s:apigateway:%s:lambda:path/2015-03-31/functions/%s/invocations"
        .formatted(parts.get(1), parts.get(3), of(function));
  }

  /** The ARN in an integration's URI, which may be wrapped in a path of API Gateway's own. */
  static Optional<String> inUri(String uri) {
    int begin = uri.lastIndexOf("arn:");
    String arn = begin < 0 ? "" : uri.substring(begin).replaceFirst("/invocations$", "");
    return Optional.of(arn).filter(is -> is.contains(":function:"));
  }

  /** A function's ARN without its beginning, {@code chirp_server_status:live}. */
  static String shown(String arn) {
    List<String> parts = List.of(arn.split(":", -1));
    return parts.size() > 6 ? String.join(":", parts.subList(6, parts.size())) : arn;
  }
}
