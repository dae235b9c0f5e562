package dev.chirp.internal.sandbox.iam;

import java.util.List;

/** One page of a list: at most {@code MaxItems} members, starting at {@code Marker}. */
final class MarkerPage {
  private static final int DEFAULT_ITEMS = 100;

  private MarkerPage() {}

  static String of(IamForm form, String name, List<String> members) {
    int items = form.number("MaxItems").orElse(DEFAULT_ITEMS);
    int from = form.number("Marker").orElse(0);
    if (items < 1 || items > 1000 || from < 0 || from > members.size()) {
      throw IamForm.invalid(
          "MaxItems must be from 1 to 1000, and Marker from the previous response.");
    }
    int to = Math.min(members.size(), from + items);
    boolean truncated = to < members.size();
    return IamXml.members(name, members.subList(from, to))
        + IamXml.text("IsTruncated", Boolean.toString(truncated))
        + (truncated ? IamXml.text("Marker", Integer.toString(to)) : "");
  }
}
