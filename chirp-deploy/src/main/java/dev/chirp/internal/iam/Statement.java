package dev.chirp.internal.iam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One permission.
 *
 * @param condition by operator and key, perhaps empty
 */
record Statement(
    String sid,
    List<String> actions,
    List<String> resources,
    Map<String, Map<String, String>> condition) {

  static Statement allow(String sid, List<String> actions, List<String> resources) {
    return new Statement(sid, actions, resources, Map.of());
  }

  /** The same permission under one condition more, of an operator that it does not have yet. */
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
