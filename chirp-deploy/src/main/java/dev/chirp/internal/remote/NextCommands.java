package dev.chirp.internal.remote;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.core.FunctionPrefix;
import java.util.Optional;

/**
 * What to paste next, for the same function in the same place.
 *
 * @param name as the user calls it
 * @param functionName as Lambda calls it, with the prefix
 */
record NextCommands(Aws aws, String name, String functionName) {

  static NextCommands of(Aws aws, RemoteInvocation invocation) {
    return new NextCommands(aws, invocation.name(), invocation.functionName());
  }

  /** {@code mvn chirp:<goal> -Dfunction=<name><options>}, and what leads to the same place. */
  String of(String goal, String options) {
    return "mvn chirp:"
        + goal
        + " -Dfunction="
        + name
        + options
        + aws.settings().flags()
        + FunctionPrefix.flag(prefix());
  }

  /** For the function that is meant by a name with the prefix in it, as Lambda shows it. */
  Optional<NextCommands> withoutPrefix() {
    return name.startsWith(prefix()) && !prefix().isEmpty() && name.length() > prefix().length()
        ? Optional.of(new NextCommands(aws, name.substring(prefix().length()), name))
        : Optional.empty();
  }

  private String prefix() {
    return functionName.substring(0, functionName.length() - name.length());
  }

  /** The region, and whether it is the sandbox's. */
  String place() {
    return aws.region() + (aws.settings().sandbox() ? " of the sandbox" : "");
  }
}
