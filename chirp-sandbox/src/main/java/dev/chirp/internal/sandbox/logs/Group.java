package dev.chirp.internal.sandbox.logs;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A log group.
 *
 * @param created milliseconds since 1970
 * @param retentionInDays 0 for ever
 * @param streams when each was created, by name
 */
record Group(
    String name,
    long created,
    int retentionInDays,
    Map<String, String> tags,
    Map<String, Long> streams) {

  Group {
    tags = Map.copyOf(tags);
    streams = Map.copyOf(streams);
  }

  Group withRetention(int days) {
    return new Group(name, created, days, tags, streams);
  }

  Group withTags(Map<String, String> others) {
    return new Group(name, created, retentionInDays, others, streams);
  }

  Group withStream(String stream, long when) {
    Map<String, Long> more = new LinkedHashMap<>(streams);
    more.put(stream, when);
    return new Group(name, created, retentionInDays, tags, more);
  }

  Group withoutStream(String stream) {
    Map<String, Long> fewer = new LinkedHashMap<>(streams);
    fewer.remove(stream);
    return new Group(name, created, retentionInDays, tags, fewer);
  }
}
