package dev.chirp.aws;

/**
 * In whose name AWS is called.
 *
 * @param account 12 digits
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov}, …
 * @param principal the ARN without the session's name, which may be a person's address
 */
public record Identity(String account, String partition, String principal) {

  static Identity of(String account, String arn) {
    String[] fields = arn.split(":", 6);
    int session = arn.lastIndexOf('/');
    boolean assumed = arn.contains(":assumed-role/") && session > arn.indexOf('/');
    return new Identity(
        account, fields.length > 1 ? fields[1] : "aws", assumed ? arn.substring(0, session) : arn);
  }
}
