package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.SandboxAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The region that a developer configured. Goals that call AWS and functions that run on this
 * machine both get it here. Loads no class of the AWS SDK.
 *
 * @param typed {@code chirp.region}
 * @param profile {@code chirp.profile}
 * @param environment returns the value of an environment variable
 * @param properties returns the value of a system property, which the AWS SDK prefers
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html">Region</a>
 */
public record ConfiguredRegion(
    Optional<String> typed,
    Optional<String> profile,
    Function<String, Optional<String>> environment,
    Function<String, Optional<String>> properties) {
  public ConfiguredRegion {
    typed.ifPresent(id -> check("chirp.region", id));
  }

  /** Returns the region for this process's environment and system properties. */
  public static ConfiguredRegion of(Optional<String> typed, Optional<String> profile) {
    return new ConfiguredRegion(
        typed,
        profile,
        name -> Optional.ofNullable(System.getenv(name)),
        name -> Optional.ofNullable(System.getProperty(name)));
  }

  /**
   * Finds the region: {@code chirp.region}, then {@code AWS_REGION}, then {@code
   * AWS_DEFAULT_REGION} as in the AWS CLI, then the profile's. Empty if none is configured.
   *
   * @throws ChirpException if AWS's shared files are malformed
   */
  public Optional<String> find() {
    return outsideFiles().or(this::ofProfile);
  }

  /** Returns the region for a sandbox, which ignores the developer's AWS configuration files. */
  public String ofSandbox() {
    return outsideFiles().orElse(SandboxAddress.DEFAULT_REGION);
  }

  /**
   * Returns environment variables for the AWS SDK of a function on this machine. A broken AWS
   * configuration is only a warning, because the function may not need AWS.
   */
  public Map<String, String> ofLocalRun(Progress progress) {
    Map<String, String> variables = new LinkedHashMap<>();
    profile.ifPresent(name -> variables.put("AWS_PROFILE", name));
    String region = SandboxAddress.DEFAULT_REGION;
    try {
      region = find().orElse(region);
    } catch (ChirpException e) {
      progress.warn(e.problem() + " The function's region is " + region + ".", e);
    }
    variables.put("AWS_REGION", region);
    return variables;
  }

  /** Validates a region id, because it becomes part of a host name. */
  private static String check(String name, String id) {
    if (!id.matches("[a-z]{2,5}(-[a-z]+)+-\\d{1,2}")) {
      throw ChirpException.project("%s is '%s', which is not an AWS region.".formatted(name, id))
          .withSuggestion("-Dchirp.region=eu-west-1");
    }
    return id;
  }

  private Optional<String> outsideFiles() {
    return typed
        .or(() -> given(properties.apply("aws.region")).map(id -> check("aws.region", id)))
        .or(() -> variable("AWS_REGION"))
        .or(() -> variable("AWS_DEFAULT_REGION"));
  }

  private Optional<String> variable(String name) {
    return given(environment.apply(name)).map(id -> check(name, id));
  }

  private Optional<String> ofProfile() {
    String name =
        profile.or(() -> setting("aws.profile", "AWS_PROFILE")).orElse(SharedConfigFile.DEFAULT);
    Map<String, String> regions =
        new HashMap<>(SharedConfigFile.config(file("aws.configFile", "AWS_CONFIG_FILE", "config")));
    regions.putAll(
        SharedConfigFile.credentials(
            file("aws.sharedCredentialsFile", "AWS_SHARED_CREDENTIALS_FILE", "credentials")));
    return Optional.ofNullable(regions.get(name));
  }

  private Path file(String property, String variable, String name) {
    String text = setting(property, variable).orElse("~/.aws/" + name);
    return text.startsWith("~/") ? Path.of(home(), text.substring(2)) : Path.of(text);
  }

  /** Returns the home directory as the AWS CLI finds it. */
  private String home() {
    return environment
        .apply("HOME")
        .or(() -> environment.apply("USERPROFILE"))
        .or(() -> properties.apply("user.home"))
        .orElse("");
  }

  private Optional<String> setting(String property, String variable) {
    return given(properties.apply(property)).or(() -> given(environment.apply(variable)));
  }

  /** Treats an empty variable as unset. */
  private static Optional<String> given(Optional<String> text) {
    return text.map(String::strip).filter(is -> !is.isEmpty());
  }
}
