package dev.chirp.internal.sandbox.logs;

import dev.chirp.internal.sandbox.http.Call;

/** Whose groups, and where: a group's name is unique in one account and region. */
record AccountRegion(String account, String region) {
  private static final String PARTITION = "aws";

  static AccountRegion of(Call call) {
    return new AccountRegion(call.account(), call.region());
  }

  /** Without the {@code :*} that some answers put behind it. */
  String arn(String group) {
    return "arn:%s:logs:%s:%s:log-group:%s".formatted(PARTITION, region, account, group);
  }
}
