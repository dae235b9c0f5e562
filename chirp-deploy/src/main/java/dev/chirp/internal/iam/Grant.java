package dev.chirp.internal.iam;

import dev.chirp.internal.core.ChirpException;
import java.util.Arrays;
import java.util.List;

/**
 * An element of {@code <tables>} or {@code <buckets>}: a name, and perhaps a colon and the actions
 * that the functions need there.
 *
 * @param actions all that there are, if the element names none
 */
record Grant(String name, List<String> actions) {

  /**
   * Reads {@code name} or {@code name: GetItem Query}.
   *
   * @param setting {@code tables} or {@code buckets}
   * @param known the actions that there are, in the order of the policy
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
                "<%s> has '%s', but %s; it takes %s."
                    .formatted(
                        setting,
                        text,
                        action.isEmpty()
                            ? "names no action after the colon"
                            : "'" + action + "' is no action that it takes",
                        String.join(", ", known)))
            .withSuggestion("<policyFile>src/main/aws/policy.json</policyFile>");
      }
    }
    return new Grant(
        text.substring(0, colon).strip(), known.stream().filter(named::contains).toList());
  }
}
