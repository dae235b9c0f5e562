package dev.chirp.internal.iam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy statement that allows actions.
 *
 * @param condition by operator and key, may be empty
 */
record Statement(
    String sid,
    List<String> actions,
    List<String> resources,
    Map<String, Map<String, String>> condition) {

  static Statement allow(String sid, List<String> actions, List<String> resources) {
    return new Statement(sid, actions, resources, Map.of());
  }

  /** Returns this statement with one more condition. Its operator must not be in use yet. */
  Statement when(String operator, String key, String value) {
    Map<String, Map<String, String>> more = new LinkedHashMap<>(condition);
    more.put(operator, Map.of(key, value));
    return new Statement(sid, actions, resources, more);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Sid", sid);
    json.put("Effect", "Allow");
    json.put("Action", actions);
    json.put("Resource", resources);
    if (!condition.isEmpty()) {
      json.put("Condition", condition);
    }
    return json;
  }
}
