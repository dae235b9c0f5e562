package dev.chirp.testkit;

/** The trust policy of an execution role. */
public final class TrustPolicies {
  /** Lets Lambda assume the role. */
  public static final String LAMBDA =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},"
          + "\"Action\":\"sts:AssumeRole\"}]}";

  private TrustPolicies() {}
}
