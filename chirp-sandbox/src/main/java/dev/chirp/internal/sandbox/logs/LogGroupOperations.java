package dev.chirp.internal.sandbox.logs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Operations on log groups, their retention and their tags. */
record LogGroupOperations(LogStore store) {
  private static final int PAGE = 50;

  private static final List<Integer> RETENTIONS =
      List.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  void create(LogsRequest request) {
    request.refuse("CreateLogGroup", "kmsKeyId");
    store.create(request.accountRegion(), request.group(), request.tags());
  }

  void delete(LogsRequest request) {
    store.delete(request.accountRegion(), request.group());
  }

  void describe(LogsRequest request, ObjectNode response) {
    request.refuse("DescribeLogGroups", "accountIdentifiers", "logGroupIdentifiers");
    String prefix = request.text("logGroupNamePrefix").orElse("");
    String part = request.text("logGroupNamePattern").orElse("");
    List<LogGroup> found =
        store.groups(request.accountRegion()).stream()
            .filter(group -> group.name().startsWith(prefix) && group.name().contains(part))
            .toList();
    TokenPage<LogGroup> page = TokenPage.of(found, LogGroup::name, request, request.limit(PAGE));
    ArrayNode groups = response.putArray("logGroups");
    page.items().forEach(group -> write(request.accountRegion(), group, groups.addObject()));
    page.writeTokenTo(response);
  }

  private static void write(AccountRegion accountRegion, LogGroup group, ObjectNode to) {
    to.put("logGroupName", group.name());
    to.put("creationTime", group.created());
    if (group.retentionInDays() > 0) {
      to.put("retentionInDays", group.retentionInDays());
    }
    to.put("metricFilterCount", 0);
    to.put("arn", accountRegion.arn(group.name()) + ":*");
    to.put("logGroupArn", accountRegion.arn(group.name()));
    to.put("logGroupClass", "STANDARD");
    to.put("storedBytes", 0);
  }

  /** Stores the number of days; the sandbox never deletes old lines. */
  void putRetention(LogsRequest request) {
    long days = request.number("retentionInDays").orElse(0);
    if (!RETENTIONS.contains((int) days)) {
      throw LogsRequest.invalid(
          "retentionInDays",
          Long.toString(days),
          "Member must satisfy enum value set: "
              + RETENTIONS.stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", ", "[", "]")));
    }
    store.change(
        request.accountRegion(), request.group(), group -> group.withRetention((int) days));
  }

  void deleteRetention(LogsRequest request) {
    store.change(request.accountRegion(), request.group(), group -> group.withRetention(0));
  }

  void tag(LogsRequest request, String group) {
    store.change(
        request.accountRegion(),
        group,
        found -> {
          Map<String, String> tags = new LinkedHashMap<>(found.tags());
          tags.putAll(request.tags());
          return found.withTags(tags);
        });
  }

  void untag(LogsRequest request, String group, Set<String> keys) {
    store.change(
        request.accountRegion(),
        group,
        found -> {
          Map<String, String> tags = new LinkedHashMap<>(found.tags());
          tags.keySet().removeAll(keys);
          return found.withTags(tags);
        });
  }

  void listTags(LogsRequest request, String group, ObjectNode response) {
    ObjectNode tags = response.putObject("tags");
    store.get(request.accountRegion(), group).tags().forEach(tags::put);
  }
}
