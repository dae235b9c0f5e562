package dev.chirp.process;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment variables that Lambda sets, and what a process needs besides to work with a
 * sandbox in AWS's place. Of this machine's own there is nothing but where programs are.
 *
 * @param functionName on Lambda
 * @param version of the function
 * @param handler {@code package.Class::method}
 * @param runtime {@code java17}
 * @param memorySize MB
 * @param region that the function is in
 * @param accessKeyId that the sandbox takes
 * @param endpoint of the sandbox
 * @param taskRoot where the zip is unzipped
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Variables</a>
 */
public record RuntimeVariables(
    String functionName,
    String version,
    String handler,
    String runtime,
    int memorySize,
    String region,
    String accessKeyId,
    String endpoint,
    Path taskRoot) {
  /** The variable that leads all calls of AWS's SDKs elsewhere. */
  public static final String ENDPOINT = "AWS_ENDPOINT_URL";

  /**
   * Whether a variable would win over the endpoint that is given, or would tell its server and the
   * links that are signed for it more of the developer than they need.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific
   *     endpoints</a>
   */
  public static boolean leadsElsewhere(String variable) {
    return variable.startsWith(ENDPOINT + "_")
        || variable.equals("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
        || variable.equals("AWS_PROFILE")
        || variable.equals("AWS_SESSION_TOKEN");
  }

  /** All variables of a process: Lambda's win over the function's own. */
  public Map<String, String> over(Map<String, String> own) {
    Map<String, String> variables = new TreeMap<>();
    variables.put(ENDPOINT, endpoint);
    // Whatever the developer's AWS configuration says, which Lambda does not have.
    variables.put("AWS_USE_FIPS_ENDPOINT", "false");
    variables.put("AWS_USE_DUALSTACK_ENDPOINT", "false");
    variables.put("LANG", "en_US.UTF-8");
    variables.put("TZ", ":UTC");
    variables.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
    // Without it no program on Windows can open a connection.
    Optional.ofNullable(System.getenv("SystemRoot"))
        .ifPresent(root -> variables.put("SystemRoot", root));
    variables.putAll(own);
    variables.put("_HANDLER", handler);
    variables.put("AWS_REGION", region);
    variables.put("AWS_DEFAULT_REGION", region);
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + runtime);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", functionName);
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", version);
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memorySize));
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + functionName);
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", version);
    variables.put("AWS_ACCESS_KEY_ID", accessKeyId);
    variables.put("AWS_SECRET_ACCESS_KEY", "sandbox");
    variables.put("AWS_SESSION_TOKEN", "sandbox");
    variables.put("LAMBDA_TASK_ROOT", taskRoot.toString());
    variables.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
    return variables;
  }
}
