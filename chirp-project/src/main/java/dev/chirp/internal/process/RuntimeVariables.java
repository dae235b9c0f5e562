package dev.chirp.internal.process;

import dev.chirp.internal.core.Machine;
import dev.chirp.internal.core.SandboxAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment variables that Lambda sets: those of a local run, of the sandbox, of a training
 * and of a benchmark are all from here.
 *
 * @param functionName on Lambda
 * @param version of the function
 * @param handler {@code package.Class::method}
 * @param runtime {@code java17}
 * @param memorySize MB
 * @param region that the function is in
 * @param logStream that its log goes to
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
    String logStream,
    Path taskRoot) {
  /** The variable that leads all calls of AWS's SDKs elsewhere. */
  public static final String ENDPOINT = "AWS_ENDPOINT_URL";

  private static final String LANG = "en_US.UTF-8";

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

  /**
   * Whether AWS's SDKs take credentials from that variable even where a profile is named.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/credentials-chain.html">Default
   *     credentials provider chain</a>
   */
  public static boolean winsOverProfile(String variable) {
    return variable.equals("AWS_ACCESS_KEY_ID")
        || variable.equals("AWS_SECRET_ACCESS_KEY")
        || variable.equals("AWS_SESSION_TOKEN")
        || variable.equals("AWS_WEB_IDENTITY_TOKEN_FILE");
  }

  /**
   * A log stream's name as Lambda makes it.
   *
   * @param start of the execution environment
   * @param id of the execution environment, 32 hexadecimal digits
   */
  public static String logStream(Instant start, String version, String id) {
    String day = start.toString().substring(0, 10).replace('-', '/');
    return "%s/[%s]%s".formatted(day, version, id);
  }

  /**
   * Lambda's variables around the function's own: some are defaults, others are reserved.
   * Credentials are not among them.
   */
  public Map<String, String> around(Map<String, String> own) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
    variables.put("LANG", LANG);
    // Not Lambda's: many a Linux has not installed that locale, and Java would speak ASCII there.
    variables.put("LC_ALL", Machine.isLinux(System.getProperty("os.name", "")) ? "C.UTF-8" : LANG);
    variables.put("TZ", ":UTC");
    variables.putAll(own);
    variables.put("_HANDLER", handler);
    variables.put("AWS_REGION", region);
    variables.put("AWS_DEFAULT_REGION", region);
    if (!runtime.startsWith("provided")) {
      variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + runtime);
    }
    variables.put("AWS_LAMBDA_FUNCTION_NAME", functionName);
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", version);
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memorySize));
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + functionName);
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
    variables.put("LAMBDA_TASK_ROOT", taskRoot.toString());
    variables.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
    return variables;
  }

  /**
   * All variables of a process that works with a sandbox in AWS's place. Of this machine's own
   * there is nothing but where programs are.
   *
   * @param accessKeyId that the sandbox takes
   * @param endpoint of the sandbox
   * @param own the function's
   */
  public Map<String, String> inSandbox(
      String accessKeyId, String endpoint, Map<String, String> own) {
    Map<String, String> variables = new TreeMap<>();
    variables.put(ENDPOINT, endpoint);
    // Whatever the developer's AWS configuration says, which Lambda does not have.
    variables.put("AWS_USE_FIPS_ENDPOINT", "false");
    variables.put("AWS_USE_DUALSTACK_ENDPOINT", "false");
    variables.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
    // Without it no program on Windows can open a connection.
    Optional.ofNullable(System.getenv("SystemRoot"))
        .ifPresent(root -> variables.put("SystemRoot", root));
    variables.putAll(around(own));
    variables.put("AWS_ACCESS_KEY_ID", accessKeyId);
    variables.put("AWS_SECRET_ACCESS_KEY", SandboxAddress.SECRET);
    variables.put("AWS_SESSION_TOKEN", SandboxAddress.SECRET);
    return variables;
  }
}
