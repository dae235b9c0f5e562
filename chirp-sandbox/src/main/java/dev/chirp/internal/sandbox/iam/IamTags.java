package dev.chirp.internal.sandbox.iam;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tags of a role or a policy. */
final class IamTags {
  private IamTags() {}

  static void add(Map<String, String> tags, IamForm form) {
    Map<String, String> given = form.tags();
    Map<String, String> all = new HashMap<>(given);
    all.keySet().removeIf(tags::containsKey);
    all.putAll(tags);
    IamForm.checkCount(all);
    // For keys that ignore case, the latest spelling wins.
    given.keySet().forEach(tags::remove);
    tags.putAll(given);
  }

  static String list(Map<String, String> tags, IamForm form) {
    List<String> members =
        tags.entrySet().stream()
            .map(tag -> IamXml.text("Key", tag.getKey()) + IamXml.text("Value", tag.getValue()))
            .toList();
    return MarkerPage.of(form, "Tags", members);
  }
}
