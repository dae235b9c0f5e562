package dev.chirp.internal.process;

import dev.chirp.internal.core.SandboxAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The environment variables that Lambda sets, shared by local runs, the sandbox, training and
 * benchmarks.
 *
 * @param functionName on Lambda
 * @param version of the function
 * @param handler {@code package.Class::method}
 * @param runtime {@code java17}
 * @param memorySize MB
 * @param region of the function
 * @param logStream of the execution environment
 * @param taskRoot the folder of the unzipped package
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Variables</a>
 */
public record LambdaEnvironment(
    String functionName,
    String version,
    String handler,
    String runtime,
    int memorySize,
    String region,
    String logStream,
    Path taskRoot) {
  /** The variable that redirects all calls of the AWS SDKs. */
  public static final String ENDPOINT = "AWS_ENDPOINT_URL";

  private static final String LANG = "en_US.UTF-8";
  private static final String LATEST = "$LATEST";
  private static final List<String> REGION = List.of("AWS_REGION", "AWS_DEFAULT_REGION");
  private static final List<String> NO_PROXY = List.of("NO_PROXY", "no_proxy");

  /**
   * Returns the environment of the unpublished version, in an execution environment that starts
   * now.
   */
  public static LambdaEnvironment latest(
      String functionName,
      String handler,
      String runtime,
      int memorySize,
      String region,
      Path taskRoot) {
    String id = UUID.randomUUID().toString().replace("-", "");
    return new LambdaEnvironment(
        functionName,
        LATEST,
        handler,
        runtime,
        memorySize,
        region,
        logStream(Instant.now(), LATEST, id),
        taskRoot);
  }

  /**
   * Returns whether a variable would override the given endpoint, or would reveal more of the
   * developer's credentials to its server and in signed links than necessary.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific
   *     endpoints</a>
   */
  private static boolean leadsElsewhere(String variable) {
    return variable.startsWith(ENDPOINT + "_")
        || variable.equals("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
        || variable.equals("AWS_PROFILE")
        || variable.equals("AWS_SESSION_TOKEN");
  }

  /**
   * Returns whether the AWS SDKs take credentials from a variable even if a profile is set.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/credentials-chain.html">Default
   *     credentials provider chain</a>
   */
  private static boolean winsOverProfile(String variable) {
    return variable.equals("AWS_ACCESS_KEY_ID")
        || variable.equals("AWS_SECRET_ACCESS_KEY")
        || variable.equals("AWS_SESSION_TOKEN")
        || variable.equals("AWS_WEB_IDENTITY_TOKEN_FILE");
  }

  /**
   * Returns a log stream name in Lambda's format.
   *
   * @param start of the execution environment
   * @param id of the execution environment, 32 hexadecimal digits
   */
  public static String logStream(Instant start, String version, String id) {
    String day = start.toString().substring(0, 10).replace('-', '/');
    return "%s/[%s]%s".formatted(day, version, id);
  }

  /**
   * Adds Lambda's variables to the function's own. Some are defaults, and others override. They
   * contain no credentials.
   */
  Map<String, String> around(Map<String, String> own) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
    variables.put("LANG", LANG);
    // Differs from Lambda: many Linux systems lack that locale, and Java would fall back to ASCII.
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
   * Returns all variables of a process that uses a sandbox in place of AWS. Only the search path
   * for programs comes from this machine.
   *
   * @param aws the variables of the sandbox, from {@link SandboxAddress#environment()}
   * @param own the function's variables
   */
  public Map<String, String> inSandbox(Map<String, String> aws, Map<String, String> own) {
    Map<String, String> variables = new TreeMap<>();
    variables.put(ENDPOINT, aws.getOrDefault(ENDPOINT, ""));
    // Overrides the developer's AWS configuration, which Lambda does not have.
    variables.put("AWS_USE_FIPS_ENDPOINT", "false");
    variables.put("AWS_USE_DUALSTACK_ENDPOINT", "false");
    variables.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
    // Programs on Windows need it to open connections.
    Optional.ofNullable(System.getenv("SystemRoot"))
        .ifPresent(root -> variables.put("SystemRoot", root));
    variables.putAll(around(own));
    variables.put("AWS_ACCESS_KEY_ID", aws.getOrDefault("AWS_ACCESS_KEY_ID", ""));
    variables.put("AWS_SECRET_ACCESS_KEY", SandboxAddress.SECRET);
    variables.put("AWS_SESSION_TOKEN", SandboxAddress.SECRET);
    return variables;
  }

  /**
   * Returns the function's variables without those that would redirect its calls away from a
   * sandbox.
   */
  public static Map<String, String> withoutEndpoints(Map<String, String> own) {
    Map<String, String> rest = new HashMap<>(own);
    rest.keySet().removeIf(LambdaEnvironment::leadsElsewhere);
    rest.remove(ENDPOINT);
    return rest;
  }

  /** Returns the region in these variables, or the default region. */
  public static String region(Map<String, String> aws) {
    return aws.getOrDefault("AWS_REGION", SandboxAddress.DEFAULT_REGION);
  }

  /**
   * Turns the developer's environment into the environment of a local run. The variables for AWS
   * override it. Lambda's and the function's own override both, as in {@link #around}. The region
   * comes from the function's variables first, then from the others.
   *
   * @param environment the developer's environment, which is changed
   * @param aws the variables that direct the function's calls to AWS or to a sandbox
   * @param own the function's variables
   */
  public void putInto(
      Map<String, String> environment, Map<String, String> aws, Map<String, String> own) {
    if (aws.containsKey(ENDPOINT)) {
      environment.keySet().removeIf(LambdaEnvironment::leadsElsewhere);
      bypassProxies(environment);
    }
    if (aws.containsKey("AWS_PROFILE")) {
      environment.keySet().removeIf(LambdaEnvironment::winsOverProfile);
    }
    environment.putAll(aws);
    String given =
        Stream.of(own, environment)
            .flatMap(variables -> REGION.stream().map(variables::get))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(region);
    environment.putAll(inRegion(given).around(own));
  }

  private LambdaEnvironment inRegion(String other) {
    return new LambdaEnvironment(
        functionName, version, handler, runtime, memorySize, other, logStream, taskRoot);
  }

  /**
   * Excludes this machine's loopback from proxies, because no proxy can reach it. Sets both
   * spellings, because programs read one or the other.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html">Proxies</a>
   */
  private static void bypassProxies(Map<String, String> environment) {
    Set<String> hosts = new LinkedHashSet<>(List.of("127.0.0.1"));
    for (String name : NO_PROXY) {
      hosts.addAll(List.of(environment.getOrDefault(name, "").split(",")));
    }
    hosts.remove("");
    NO_PROXY.forEach(name -> environment.put(name, String.join(",", hosts)));
  }
}
