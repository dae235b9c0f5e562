package dev.chirp.deploy;

import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsRefusal;
import dev.chirp.core.ChirpException;
import dev.chirp.core.Ownership;
import dev.chirp.core.Progress;
import java.util.OptionalInt;

/**
 * The log groups of functions that this run creates. Lambda would make them itself, to be kept for
 * ever.
 */
record LogGroups(Aws aws, Ownership ownership, OptionalInt retentionDays, Progress progress) {
  /** Makes a group; one that is there already is left as it is. A failure is no failed deploy. */
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
      aws.call(
          "logs:PutRetentionPolicy",
          resource,
          () ->
              aws.logs()
                  .putRetentionPolicy(
                      r -> r.logGroupName(group).retentionInDays(retentionDays.getAsInt())));
    } catch (ChirpException e) {
      boolean exists =
          AwsRefusal.of(e)
              .filter(refusal -> refusal.code().equals("ResourceAlreadyExistsException"))
              .isPresent();
      if (exists) {
        progress.detail(resource + " exists already; its retention stays.");
      } else {
        progress.warn(e.problem());
      }
    }
  }
}
