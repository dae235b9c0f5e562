package dev.chirp.deploy;

import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsRefusal;
import dev.chirp.core.ChirpException;
import dev.chirp.core.Ownership;
import dev.chirp.core.Progress;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/**
 * The log groups of functions that this run creates. Lambda would make them itself, to be kept for
 * ever.
 */
record LogGroups(Aws aws, Ownership ownership, OptionalInt retentionDays, Progress progress) {
  /** Makes a group, or mends the one that is there. A failure is no failed deploy. */
  void makeFor(String function) {
    if (retentionDays.isEmpty()) {
      return;
    }
    String group = "/aws/lambda/" + function;
    String resource = "log group '" + group + "'";
    try {
      aws.call(
          "logs:CreateLogGroup",
          resource,
          () -> aws.logs().createLogGroup(r -> r.logGroupName(group).tags(ownership.tags())));
      putRetention(group);
    } catch (ChirpException e) {
      boolean exists =
          AwsRefusal.of(e)
              .filter(refusal -> refusal.code().equals("ResourceAlreadyExistsException"))
              .isPresent();
      if (exists) {
        mend(function);
      } else {
        progress.warn(e.problem());
      }
    }
  }

  /** Gives a group that this project made its days; any other is left as it is. */
  void mend(String function) {
    if (retentionDays.isEmpty()) {
      return;
    }
    try {
      find("/aws/lambda/" + function)
          .filter(group -> !isKeptAsLong(group))
          .filter(this::isOurs)
          .ifPresent(group -> putRetention(group.logGroupName()));
    } catch (ChirpException e) {
      progress.warn(e.problem());
    }
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

  private void putRetention(String group) {
    aws.call(
        "logs:PutRetentionPolicy",
        "log group '" + group + "'",
        () ->
            aws.logs()
                .putRetentionPolicy(
                    r -> r.logGroupName(group).retentionInDays(retentionDays.getAsInt())));
  }
}
