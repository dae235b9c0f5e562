package dev.chirp.internal.core;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The endpoint of a sandbox, and the access key that it accepts.
 *
 * @param accessKeyId the account's 12 digits, then characters that only this sandbox's user knows
 */
public record SandboxAddress(URI endpoint, String accessKeyId) {
  /** The secret access key. It proves nothing: the key id itself is the secret. */
  public static final String SECRET = "sandbox";

  /** The region of local runs and sandboxes if none is configured. */
  public static final String DEFAULT_REGION = "us-east-1";

  /** The same sandbox with another account. */
  public SandboxAddress inAccount(String account) {
    return new SandboxAddress(endpoint, account + accessKeyId.substring(account.length()));
  }

  /** The environment variables that make AWS tools and SDKs use the sandbox. */
  public Map<String, String> environment() {
    return environment(DEFAULT_REGION);
  }

  /** The environment variables that make AWS tools and SDKs use the sandbox in a region. */
  public Map<String, String> environment(String region) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ENDPOINT_URL", endpoint.toString());
    variables.put("AWS_ACCESS_KEY_ID", accessKeyId);
    variables.put("AWS_SECRET_ACCESS_KEY", SECRET);
    variables.put("AWS_REGION", region);
    variables.put("AWS_DEFAULT_REGION", region);
    // An SDK refuses both with a custom endpoint.
    variables.put("AWS_USE_FIPS_ENDPOINT", "false");
    variables.put("AWS_USE_DUALSTACK_ENDPOINT", "false");
    return variables;
  }

  /** Omits the key, which must not get into a log. */
  @Override
  public String toString() {
    return endpoint.toString();
  }

  /** True if the sandbox accepts a region name. It becomes a file name. */
  public static boolean isRegion(String name) {
    return name.matches("[a-z0-9-]{1,40}");
  }
}
