package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/**
 * The log groups that this project creates for its functions. Lambda would create them itself, with
 * events kept forever.
 */
record LogGroups(Aws aws, Ownership ownership, OptionalInt retentionDays, Progress progress) {
  static LogGroups of(Aws aws, DeployRequest request, Progress progress) {
    return new LogGroups(aws, request.ownership(), request.logRetentionDays(), progress);
  }

  /** Creates a log group, or updates the existing one. A failure does not fail the deploy. */
  void createFor(String function) {
    if (retentionDays.isEmpty()) {
      return;
    }
    String group = group(function);
    String resource = "log group '" + group + "'";
    try {
      aws.call(
          "logs:CreateLogGroup",
          resource,
          () -> aws.logs().createLogGroup(r -> r.logGroupName(group).tags(ownership.tags())));
      putRetention(group);
    } catch (ChirpException e) {
      if (AwsRefusal.is(e, "ResourceAlreadyExistsException")) {
        fixExisting(function);
      } else {
        progress.warn(e.problem(), e);
      }
    }
  }

  /** Updates a log group that already exists, perhaps because the create's response was lost. */
  private void fixExisting(String function) {
    try {
      differing(function).ifPresent(group -> putRetention(group.logGroupName()));
    } catch (ChirpException e) {
      progress.warn(e.problem(), e);
    }
  }

  /**
   * Returns how the retention of a log group that this project created differs. Other log groups
   * are left alone. Warns if the credentials may not read it. Changes nothing.
   */
  List<String> differences(String function) {
    if (retentionDays.isEmpty()) {
      return List.of();
    }
    try {
      return differing(function).map(this::difference).stream().toList();
    } catch (ChirpException e) {
      progress.warn(e.problem(), e);
      return List.of();
    }
  }

  /**
   * Updates the function's log group as planned. A failure does not fail the deploy.
   *
   * @return whether it was updated
   */
  boolean fix(FunctionPlan plan, FunctionWrites writes) {
    if (plan.logs().isEmpty()) {
      return false;
    }
    try {
      writes.make(
          begin -> {
            begin.run();
            return putRetention(group(plan.spec().lambdaName()));
          });
      return true;
    } catch (ChirpException e) {
      progress.warn(e.problem(), e);
      return false;
    }
  }

  private Optional<LogGroup> differing(String function) {
    return find(group(function)).filter(group -> !isKeptAsLong(group)).filter(this::isOurs);
  }

  private String difference(LogGroup group) {
    return "log retention %s -> %d days"
        .formatted(
            Optional.ofNullable(group.retentionInDays()).map(String::valueOf).orElse("forever"),
            retentionDays.getAsInt());
  }

  private static String group(String function) {
    return "/aws/lambda/" + function;
  }

  private boolean isKeptAsLong(LogGroup group) {
    return Optional.ofNullable(group.retentionInDays())
        .filter(days -> days == retentionDays.getAsInt())
        .isPresent();
  }

  private Optional<LogGroup> find(String name) {
    return aws
        .call(
            "logs:DescribeLogGroups",
            "log group '" + name + "'",
            () -> aws.logs().describeLogGroups(r -> r.logGroupNamePrefix(name)))
        .logGroups()
        .stream()
        .filter(group -> group.logGroupName().equals(name))
        .findFirst();
  }

  private boolean isOurs(LogGroup group) {
    String arn = group.arn().replaceFirst(":\\*$", "");
    String resource = "log group '" + group.logGroupName() + "'";
    return ownership.owns(
        aws.call(
            "logs:ListTagsForResource",
            resource,
            () -> aws.logs().listTagsForResource(r -> r.resourceArn(arn)).tags()));
  }

  /** Sets the retention and returns the request id. */
  private String putRetention(String group) {
    return aws.call(
        "logs:PutRetentionPolicy",
        "log group '" + group + "'",
        () ->
            aws.logs()
                .putRetentionPolicy(
                    r -> r.logGroupName(group).retentionInDays(retentionDays.getAsInt()))
                .responseMetadata()
                .requestId());
  }
}
