package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Ownership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares functions on Lambda with the desired ones.
 *
 * @param codeSha256 the hash of the zip
 * @param replaceEnvironment whether to remove variables that the project does not set
 * @param adopt whether to change functions that this project did not create
 */
record DeployPlanner(
    String codeSha256, Ownership ownership, boolean replaceEnvironment, boolean adopt) {

  FunctionPlan plan(FunctionSpec spec, Optional<RemoteFunction> remote) {
    if (remote.isEmpty()) {
      return new FunctionPlan(
          spec, remote, List.of(), List.of(), List.of(), spec.environment(), List.of());
    }
    RemoteFunction is = remote.get();
    Map<String, String> environment = environment(spec, is);
    return new FunctionPlan(
        spec,
        remote,
        code(spec, is),
        settings(spec, is, environment),
        names("tags", is.tags(), tags(spec, is)),
        environment,
        List.of());
  }

  /** Returns whether someone else owns the function, so that it must be left alone. */
  boolean isForeign(RemoteFunction remote) {
    return !adopt && !ownership.owns(remote.tags());
  }

  /** Returns whether the function has variables that cannot be read, and so cannot be kept. */
  boolean hidesEnvironment(RemoteFunction remote) {
    return !replaceEnvironment && !remote.isEnvironmentReadable();
  }

  private List<String> code(FunctionSpec spec, RemoteFunction is) {
    List<String> differences = new ArrayList<>();
    if (!is.codeSha256().equals(codeSha256)) {
      differences.add("code");
    } else if (is.lastUpdate().is("Failed")) {
      differences.add("the last update failed");
    }
    compare(differences, "architecture", is.architecture(), spec.architecture());
    return differences;
  }

  private static List<String> settings(
      FunctionSpec spec, RemoteFunction is, Map<String, String> environment) {
    List<String> differences = new ArrayList<>();
    compare(differences, "handler", is.handler(), spec.handler());
    compare(differences, "runtime", is.runtime(), spec.runtime());
    compare(differences, "role", is.roleArn(), spec.roleArn());
    compare(differences, "memory", is.memorySize() + " MB", spec.memorySize() + " MB");
    compare(differences, "timeout", is.timeout() + " s", spec.timeout() + " s");
    spec.snapStart()
        .ifPresent(
            desired ->
                compare(differences, "SnapStart", onOrOff(is.snapStart()), onOrOff(desired)));
    compare(differences, "description", is.description(), spec.description());
    differences.addAll(names("environment", is.environment(), environment));
    return differences;
  }

  private static String onOrOff(boolean value) {
    return value ? "on" : "off";
  }

  private static void compare(List<String> differences, String what, String is, String desired) {
    if (!is.equals(desired)) {
      differences.add(
          "%s %s -> %s"
              .formatted(what, is.isEmpty() ? "none" : is, desired.isEmpty() ? "none" : desired));
    }
  }

  /**
   * Lists the differing entries as {@code environment +NEW ~CHANGED -GONE}, without values, which
   * may be secrets.
   */
  private static List<String> names(
      String what, Map<String, String> is, Map<String, String> desired) {
    TreeSet<String> all = new TreeSet<>(is.keySet());
    all.addAll(desired.keySet());
    StringBuilder text = new StringBuilder();
    for (String name : all) {
      if (!is.containsKey(name)) {
        text.append(" +").append(name);
      } else if (!desired.containsKey(name)) {
        text.append(" -").append(name);
      } else if (!is.getOrDefault(name, "").equals(desired.getOrDefault(name, ""))) {
        text.append(" ~").append(name);
      }
    }
    return text.isEmpty() ? List.of() : List.of(what + text);
  }

  private Map<String, String> environment(FunctionSpec spec, RemoteFunction is) {
    Map<String, String> merged = new HashMap<>(replaceEnvironment ? Map.of() : is.environment());
    merged.putAll(spec.environment());
    return merged;
  }

  /** Returns the tags to set. Tags that others added stay. */
  private static Map<String, String> tags(FunctionSpec spec, RemoteFunction is) {
    Map<String, String> merged = new HashMap<>(is.tags());
    merged.putAll(spec.tags());
    return merged;
  }
}
