package dev.chirp.internal.iam;

import dev.chirp.internal.core.ChirpException;
import java.util.Arrays;
import java.util.List;

/**
 * An element of {@code <tables>} or {@code <buckets>}: a name, optionally followed by a colon and
 * the actions that the functions need.
 *
 * @param actions all known actions, if the element lists no actions
 */
record Grant(String name, List<String> actions) {

  /**
   * Parses {@code name} or {@code name: GetItem Query}.
   *
   * @param setting {@code tables} or {@code buckets}
   * @param known all allowed actions, in the order of the policy
   */
  static Grant parse(String setting, String text, List<String> known) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new Grant(text, known);
    }
    List<String> named = Arrays.asList(text.substring(colon + 1).strip().split("\\s+"));
    for (String action : named) {
      if (!known.contains(action)) {
        throw ChirpException.project(
                "<%s> has '%s', but %s; it accepts %s."
                    .formatted(
                        setting,
                        text,
                        action.isEmpty()
                            ? "has no action after the colon"
                            : "'" + action + "' is not an action it accepts",
                        String.join(", ", known)))
            .withSuggestion("<policyFile>src/main/aws/policy.json</policyFile>");
      }
    }
    return new Grant(
        text.substring(0, colon).strip(), known.stream().filter(named::contains).toList());
  }
}
