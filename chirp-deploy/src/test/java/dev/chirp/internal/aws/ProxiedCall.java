package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Time;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One call to AWS in its own JVM, with real environment variables and system properties. */
final class ProxiedCall {
  /** The system property that holds the proxy from Maven's settings. */
  static final String SETTINGS = "chirp.test.settings";

  private ProxiedCall() {}

  /** The message for the user, and everything else that the process prints. */
  static String in(Map<String, String> environment, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ProxiedCall.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    variables.putAll(
        Map.of(
            "AWS_REGION", "eu-west-1",
            "AWS_ACCESS_KEY_ID", "key",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_CONFIG_FILE", "/nowhere",
            "AWS_SHARED_CREDENTIALS_FILE", "/nowhere"));
    variables.putAll(environment);
    variables.values().removeIf(String::isEmpty);
    Process process = builder.start();
    process.getOutputStream().close();
    try (InputStream printed = process.getInputStream()) {
      return new String(printed.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private static HttpsProxy parsed(String url) {
    return HttpsProxy.parse(url, "settings.xml");
  }

  public static void main(String[] arguments) {
    AwsSettings settings =
        new AwsSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1);
    Proxies proxies =
        Proxies.or(
            target -> Optional.ofNullable(System.getProperty(SETTINGS)).map(ProxiedCall::parsed));
    try (Aws aws = Aws.connect(settings, Time.SYSTEM, proxies)) {
      System.out.println(aws.identity().account());
    } catch (ChirpException e) {
      System.out.println(e.getMessage());
    }
  }
}
