package dev.chirp.benchmark.coldstart;

import java.util.Arrays;

/** The measured functions. */
enum MeasuredFunction {
  SERVER_STATUS("server_status", "which calls no service"),
  FETCH_CHIRPS("fetch_chirps", "which calls DynamoDB");

  private final String lambdaName;
  private final String remark;

  MeasuredFunction(String lambdaName, String remark) {
    this.lambdaName = lambdaName;
    this.remark = remark;
  }

  /** Its name on Lambda. */
  String lambdaName() {
    return lambdaName;
  }

  /** Its name and what it does, for readers who do not know the code. */
  static String title(String lambdaName) {
    return Arrays.stream(values())
        .filter(function -> function.lambdaName.equals(lambdaName))
        .map(function -> function.lambdaName + ", " + function.remark)
        .findFirst()
        .orElse(lambdaName);
  }
}
