package dev.chirp.internal.aws;

/**
 * The identity that calls AWS.
 *
 * @param account 12 digits
 * @param principal the ARN without the session name, which may be a person's email address
 */
public record Identity(String account, String principal) {

  static Identity of(String account, String arn) {
    int session = arn.lastIndexOf('/');
    boolean assumed = arn.contains(":assumed-role/") && session > arn.indexOf('/');
    return new Identity(account, assumed ? arn.substring(0, session) : arn);
  }
}
