package dev.chirp.internal.aws;

/** The names that Chirp gives to role and policy if none is configured. */
public final class DefaultNames {
  /** The role that the functions run with, {@code chirp.roleName}. */
  public static final String ROLE = "chirp-prod";

  /** The policy that says what the functions may do, {@code chirp.policyName}. */
  public static final String POLICY = "chirp-lambda-policy";

  /** The path of both in IAM, {@code chirp.iamPath}. */
  public static final String IAM_PATH = "/";

  private DefaultNames() {}
}
