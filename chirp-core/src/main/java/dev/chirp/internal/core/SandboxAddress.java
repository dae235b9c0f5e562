package dev.chirp.internal.core;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client needs to reach a sandbox: where it listens, and the access key that it takes.
 *
 * @param accessKeyId the account's 12 digits, then characters that only this sandbox's user knows
 */
public record SandboxAddress(URI endpoint, String accessKeyId) {
  /** The secret that belongs to the key. It proves nothing: the key itself is the secret. */
  public static final String SECRET = "sandbox";

  /** The region of what runs on this machine, where none is configured. */
  public static final String DEFAULT_REGION = "us-east-1";

  /** The same sandbox for requests in another account's name. */
  public SandboxAddress inAccount(String account) {
    return new SandboxAddress(endpoint, account + accessKeyId.substring(account.length()));
  }

  /** The variables that make AWS's own tools and SDKs use the sandbox. */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ENDPOINT_URL", endpoint.toString());
    variables.put("AWS_ACCESS_KEY_ID", accessKeyId);
    variables.put("AWS_SECRET_ACCESS_KEY", SECRET);
    variables.put("AWS_REGION", DEFAULT_REGION);
    variables.put("AWS_DEFAULT_REGION", DEFAULT_REGION);
    // With an endpoint of one's own an SDK refuses either.
    variables.put("AWS_USE_FIPS_ENDPOINT", "false");
    variables.put("AWS_USE_DUALSTACK_ENDPOINT", "false");
    return variables;
  }

  /** Without the key, which must not get into a log. */
  @Override
  public String toString() {
    return endpoint.toString();
  }

  /** Whether the sandbox takes a name for a region's: it becomes the name of a file. */
  public static boolean isRegion(String name) {
    return name.matches("[a-z0-9-]{1,40}");
  }
}
