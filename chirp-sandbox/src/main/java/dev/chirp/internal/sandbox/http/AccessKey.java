package dev.chirp.internal.sandbox.http;

import dev.chirp.internal.core.SandboxAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * The access key of one running sandbox. Every request must carry it, because the sandbox runs the
 * code that it is given: without the key, any user of this machine could run code as the sandbox's
 * user. A key travels in clear with each request, as AWS's do, so knowing it is enough; signatures
 * are not checked. Each start makes a new key, because a client that still has the old one may send
 * it to another process that took over the sandbox's port.
 *
 * <p>A key's id is the 12 digits of an account followed by the token. To send a request as another
 * account, replace the digits.
 *
 * @param token 26 characters of base 32, which hold 130 random bits
 */
public record AccessKey(String token) {
  /** The account that goals and functions work in. */
  public static final String ACCOUNT = "000000000000";

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int LENGTH = 26;

  /** The key of a running sandbox. */
  public static AccessKey of(SandboxAddress sandbox) {
    return new AccessKey(sandbox.accessKeyId().substring(ACCOUNT.length()));
  }

  /** Generates a new key. */
  public static AccessKey random() {
    SecureRandom random = new SecureRandom();
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      token.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new AccessKey(token.toString());
  }

  /** The id of the key in the account that goals work in. */
  public String id() {
    return id(ACCOUNT);
  }

  /** The id of the key in an account of 12 digits. */
  public String id(String account) {
    return account + token;
  }

  /** True if an access key id belongs to this key, in any account. */
  public boolean admits(String accessKeyId) {
    return accessKeyId.matches("\\d{12}[A-Z2-7]+")
        && MessageDigest.isEqual(
            bytes(accessKeyId.substring(ACCOUNT.length())), bytes(token)); // in constant time
  }

  /** The error, in a service's words, for an access key id that is not the sandbox's. */
  public static AwsError unknown(String service) {
    String hint =
        " Chirp's sandbox has a new key at each start. Use the one that mvn chirp:sandbox printed last.";
    String token = "The security token included in the request is invalid." + hint;
    return switch (service) {
      case "s3" ->
          new AwsError(
              403,
              "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records." + hint);
      case "iam", "sts" -> new AwsError(403, "InvalidClientTokenId", token);
      case "apigateway", "lambda" -> new AwsError(403, "UnrecognizedClientException", token);
      default -> new AwsError(400, "UnrecognizedClientException", token);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Omits the token, which must not get into a log. */
  @Override
  public String toString() {
    return "AccessKey";
  }
}
