package dev.chirp.internal.sandbox.logs;

import dev.chirp.internal.sandbox.http.Call;

/** An account and a region; the name of a log group is unique within them. */
record AccountRegion(String account, String region) {
  private static final String PARTITION = "aws";

  static AccountRegion of(Call call) {
    return new AccountRegion(call.account(), call.region());
  }

  /** The ARN of a log group, without the {@code :*} that some responses append. */
  String arn(String group) {
    return "arn:%s:logs:%s:%s:log-group:%s".formatted(PARTITION, region, account, group);
  }
}
