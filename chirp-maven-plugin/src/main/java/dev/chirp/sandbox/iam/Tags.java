package dev.chirp.sandbox.iam;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tags of a role or a policy. */
final class Tags {
  private Tags() {}

  static void add(Map<String, String> tags, Form form) {
    Map<String, String> all = new TreeMap<>(tags);
    all.putAll(form.tags());
    Form.checkCount(all);
    tags.putAll(all);
  }

  static String list(Map<String, String> tags, Form form) {
    List<String> members =
        tags.entrySet().stream()
            .map(tag -> Xml.text("Key", tag.getKey()) + Xml.text("Value", tag.getValue()))
            .toList();
    return Page.of(form, "Tags", members);
  }
}
