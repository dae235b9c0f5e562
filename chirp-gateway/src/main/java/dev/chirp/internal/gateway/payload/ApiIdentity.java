package dev.chirp.internal.gateway.payload;

import java.util.Map;

/**
 * The API that events come from, as they describe it.
 *
 * @param flavor whose rules it follows
 * @param accountId 12 digits, or {@code anonymous} for a public function URL
 * @param apiId of the HTTP API, or the function URL's id
 * @param domainName empty for the name that the request's {@code Host} has
 * @param stage {@code $default}, or the first segment of its paths
 * @param stageVariables empty for none
 */
public record ApiIdentity(
    Flavor flavor,
    String accountId,
    String apiId,
    String domainName,
    String stage,
    Map<String, String> stageVariables) {

  /** The stage whose name is not in paths. */
  public static final String DEFAULT_STAGE = "$default";

  /** The two services that send payload format 2.0. */
  public enum Flavor {
    /** API Gateway: decodes paths. */
    HTTP_API,
    /** Lambda: leaves paths encoded. */
    FUNCTION_URL
  }

  public ApiIdentity {
    stageVariables = Map.copyOf(stageVariables);
  }

  /** An HTTP API on this machine. */
  public static ApiIdentity local() {
    return new ApiIdentity(Flavor.HTTP_API, "000000000000", "local", "", DEFAULT_STAGE, Map.of());
  }

  /**
   * A function's URL.
   *
   * @param accountId of the caller, or {@code anonymous}
   */
  public static ApiIdentity functionUrl(String accountId, String urlId, String domainName) {
    return new ApiIdentity(
        Flavor.FUNCTION_URL, accountId, urlId, domainName, DEFAULT_STAGE, Map.of());
  }

  boolean isFunctionUrl() {
    return flavor == Flavor.FUNCTION_URL;
  }

  /** True if paths begin with the stage. */
  public boolean hasNamedStage() {
    return !stage.equals(DEFAULT_STAGE);
  }
}
