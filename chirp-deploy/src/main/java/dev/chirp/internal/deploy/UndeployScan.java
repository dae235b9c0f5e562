package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.AccountFunctions;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Finds what a project left on Lambda: by name first, then by tags. Changes nothing. */
final class UndeployScan {
  private static final String GROUPS = "/aws/lambda/";
  private static final String OF_LAMBDA = "it has no tags, like the log groups that Lambda creates";

  private final Aws aws;
  private final Ownership ownership;
  private final List<UndeployItem> items = new ArrayList<>();

  /** Functions that were found or could not be read. */
  private final Set<String> seen = new HashSet<>();

  private final List<ChirpException> failures = new ArrayList<>();

  UndeployScan(Aws aws, Ownership ownership) {
    this.aws = aws;
    this.ownership = ownership;
  }

  /**
   * Scans all functions with this prefix, or one function.
   *
   * @param only a function's name with the prefix
   */
  UndeployPlan run(String prefix, Optional<String> only) {
    attempt(
            () ->
                only.map(List::of).orElseGet(() -> new AccountFunctions(aws).startingWith(prefix)))
        .ifPresent(names -> names.forEach(this::addFunction));
    attempt(() -> groups(only.orElse(prefix)))
        .ifPresent(
            groups ->
                groups.stream()
                    .filter(group -> only.map(name -> isOf(group, name)).orElse(true))
                    .forEach(this::addGroup));
    return new UndeployPlan(items, failures);
  }

  private static boolean isOf(LogGroup group, String function) {
    return group.logGroupName().equals(GROUPS + function);
  }

  /** Records a failure to read. What cannot be read stays, and the scan goes on. */
  private <T> Optional<T> attempt(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ChirpException e) {
      failures.add(e);
      return Optional.empty();
    }
  }

  private List<LogGroup> groups(String prefix) {
    return aws.list(
        "logs:DescribeLogGroups",
        "log groups '" + GROUPS + prefix + "*'",
        from ->
            aws.logs()
                .describeLogGroups(
                    request -> {
                      request.logGroupNamePrefix(GROUPS + prefix);
                      from.ifPresent(request::nextToken);
                    }),
        DescribeLogGroupsResponse::logGroups,
        DescribeLogGroupsResponse::nextToken);
  }

  private void addFunction(String name) {
    seen.add(name);
    attempt(() -> functionTags(name))
        .flatMap(
            tags -> {
              if (tags.isEmpty()) {
                seen.remove(name);
              }
              return tags;
            })
        .ifPresent(
            tags ->
                items.add(new UndeployItem(UndeployItem.Kind.FUNCTION, name, name, kept(tags))));
  }

  /** Returns the function's tags. Empty if it does not exist. */
  private Optional<Map<String, String>> functionTags(String name) {
    return LambdaFunctions.find(aws, name).map(RemoteFunction::tags);
  }

  private void addGroup(LogGroup group) {
    String name = group.logGroupName();
    String function = name.substring(GROUPS.length());
    attempt(() -> groupTags(group))
        .flatMap(tags -> tags)
        .ifPresent(
            tags ->
                items.add(
                    new UndeployItem(
                        UndeployItem.Kind.LOG_GROUP, name, function, groupKept(function, tags))));
  }

  /**
   * Returns why the log group stays. A function that stays keeps its log, because it may be
   * running.
   */
  private String groupKept(String function, Map<String, String> tags) {
    if (tags.isEmpty()) {
      return OF_LAMBDA;
    }
    String kept = kept(tags);
    return !kept.isEmpty() || goes(function) || isAbsent(function) ? kept : "its function stays";
  }

  private boolean goes(String function) {
    return items.stream()
        .anyMatch(
            item ->
                item.kind() == UndeployItem.Kind.FUNCTION
                    && item.name().equals(function)
                    && item.goes());
  }

  /**
   * Returns whether the function certainly does not exist. Only a response from AWS proves that.
   */
  private boolean isAbsent(String function) {
    return !seen.contains(function)
        && attempt(() -> functionTags(function).isEmpty()).orElse(false);
  }

  private Optional<Map<String, String>> groupTags(LogGroup group) {
    String arn = group.arn().replaceFirst(":\\*$", "");
    return aws.call(
        "logs:ListTagsForResource",
        "log group '" + group.logGroupName() + "'",
        () -> {
          try {
            return Optional.of(aws.logs().listTagsForResource(r -> r.resourceArn(arn)).tags());
          } catch (ResourceNotFoundException ignored) {
            return Optional.empty();
          }
        });
  }

  private String kept(Map<String, String> tags) {
    return ownership.owns(tags) ? "" : "it was created by " + Ownership.makerOf(tags);
  }
}
