package dev.chirp.internal.sandbox.logs;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A log group.
 *
 * @param created milliseconds since 1970
 * @param retentionInDays 0 for no limit
 * @param streams the creation time of each stream, by name
 */
record LogGroup(
    String name,
    long created,
    int retentionInDays,
    Map<String, String> tags,
    Map<String, Long> streams) {

  LogGroup {
    tags = Map.copyOf(tags);
    streams = Map.copyOf(streams);
  }

  LogGroup withRetention(int days) {
    return new LogGroup(name, created, days, tags, streams);
  }

  LogGroup withTags(Map<String, String> others) {
    return new LogGroup(name, created, retentionInDays, others, streams);
  }

  LogGroup withStream(String stream, long when) {
    Map<String, Long> more = new LinkedHashMap<>(streams);
    more.put(stream, when);
    return new LogGroup(name, created, retentionInDays, tags, more);
  }

  LogGroup withoutStream(String stream) {
    Map<String, Long> fewer = new LinkedHashMap<>(streams);
    fewer.remove(stream);
    return new LogGroup(name, created, retentionInDays, tags, fewer);
  }
}
