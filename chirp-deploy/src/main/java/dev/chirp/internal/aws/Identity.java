package dev.chirp.internal.aws;

/**
 * In whose name AWS is called.
 *
 * @param account 12 digits
 * @param principal the ARN without the session's name, which may be a person's address
 */
public record Identity(String account, String principal) {

  static Identity of(String account, String arn) {
    int session = arn.lastIndexOf('/');
    boolean assumed = arn.contains(":assumed-role/") && session > arn.indexOf('/');
    return new Identity(account, assumed ? arn.substring(0, session) : arn);
  }
}
