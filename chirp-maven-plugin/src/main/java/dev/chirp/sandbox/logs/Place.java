package dev.chirp.sandbox.logs;

import dev.chirp.sandbox.http.Call;

/** Whose groups, and where: a group's name is unique in one account and region. */
record Place(String account, String region) {
  private static final String PARTITION = "aws";

  static Place of(Call call) {
    return new Place(call.account(), call.region());
  }

  /** Without the {@code :*} that some answers put behind it. */
  String arn(String group) {
    return "arn:%s:logs:%s:%s:log-group:%s".formatted(PARTITION, region, account, group);
  }
}
