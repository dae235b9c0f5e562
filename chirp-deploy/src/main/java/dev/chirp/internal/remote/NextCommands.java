package dev.chirp.internal.remote;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.project.FunctionPrefix;
import java.util.Optional;

/**
 * Commands to paste next, for the same function in the same place.
 *
 * @param name in the project
 * @param functionName on Lambda, with the prefix
 */
record NextCommands(Aws aws, String name, String functionName) {

  static NextCommands of(Aws aws, RemoteInvocation invocation) {
    return new NextCommands(aws, invocation.name(), invocation.functionName());
  }

  /**
   * Returns {@code mvn chirp:<goal> -Dfunction=<name><options>}, with the flags that lead to the
   * same place.
   */
  String of(String goal, String options) {
    return "mvn chirp:"
        + goal
        + " -Dfunction="
        + name
        + options
        + aws.settings().flags()
        + FunctionPrefix.flag(prefix());
  }

  /**
   * Returns the commands for a name without the prefix, in case the user typed the name on Lambda.
   */
  Optional<NextCommands> withoutPrefix() {
    return name.startsWith(prefix()) && !prefix().isEmpty() && name.length() > prefix().length()
        ? Optional.of(new NextCommands(aws, name.substring(prefix().length()), name))
        : Optional.empty();
  }

  private String prefix() {
    return functionName.substring(0, functionName.length() - name.length());
  }

  /** Returns the region, and says if it is the sandbox's. */
  String place() {
    return aws.region() + (aws.settings().sandbox() ? " of the sandbox" : "");
  }
}
