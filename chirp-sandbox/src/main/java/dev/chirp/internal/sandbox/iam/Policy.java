package dev.chirp.internal.sandbox.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A managed policy, as stored.
 *
 * @param versions oldest first
 * @param made the number of versions ever created
 * @param defaultVersion such as {@code v2}
 * @param created milliseconds since 1970
 * @param updated milliseconds since 1970
 */
record Policy(
    String name,
    String path,
    String id,
    String arn,
    String description,
    Map<String, String> tags,
    List<Version> versions,
    int made,
    String defaultVersion,
    long created,
    long updated) {

  /**
   * One version of the document.
   *
   * @param created milliseconds since 1970
   */
  record Version(String id, String document, long created) {}

  Policy {
    tags = new TreeMap<>(tags);
    versions = new ArrayList<>(versions);
  }

  Optional<Version> version(String versionId) {
    return versions.stream().filter(version -> version.id().equals(versionId)).findFirst();
  }

  /** A copy with one more version, created at {@code now}. */
  Policy with(String document, boolean asDefault, long now) {
    String next = "v" + (made + 1);
    List<Version> more = new ArrayList<>(versions);
    more.add(new Version(next, document, now));
    return new Policy(
        name,
        path,
        id,
        arn,
        description,
        tags,
        more,
        made + 1,
        asDefault ? next : defaultVersion,
        created,
        now);
  }

  Policy withDefault(String versionId, long now) {
    return new Policy(
        name, path, id, arn, description, tags, versions, made, versionId, created, now);
  }
}
