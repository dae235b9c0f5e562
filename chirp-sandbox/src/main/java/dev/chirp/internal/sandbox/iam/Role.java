package dev.chirp.internal.sandbox.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A role, as stored.
 *
 * @param trust the trust policy, as the client sent it
 * @param boundary the ARN of its permissions boundary, or empty
 * @param tags with keys that ignore case, unlike those of policies
 * @param attached ARNs of managed policies
 * @param created milliseconds since 1970
 * @param trustChanged milliseconds since 1970
 */
record Role(
    String name,
    String path,
    String id,
    String arn,
    String trust,
    String description,
    int maxSessionDuration,
    String boundary,
    Map<String, String> tags,
    List<String> attached,
    long created,
    long trustChanged) {

  Role {
    Map<String, String> caseless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    caseless.putAll(tags);
    tags = caseless;
    attached = new ArrayList<>(attached);
  }

  Role withTrust(String document, long now) {
    return new Role(
        name,
        path,
        id,
        arn,
        document,
        description,
        maxSessionDuration,
        boundary,
        tags,
        attached,
        created,
        now);
  }

  Role withDescription(String text, int seconds) {
    return new Role(
        name, path, id, arn, trust, text, seconds, boundary, tags, attached, created, trustChanged);
  }

  Role withBoundary(String policyArn) {
    return new Role(
        name,
        path,
        id,
        arn,
        trust,
        description,
        maxSessionDuration,
        policyArn,
        tags,
        attached,
        created,
        trustChanged);
  }
}
