package dev.chirp.internal.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextCommandsTest {
  private final Map<String, Optional<String>> before = new HashMap<>();
  @TempDir private Path directory;

  @AfterEach
  void restore() {
    before.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                text -> System.setProperty(name, text), () -> System.clearProperty(name)));
  }

  @Test
  void commandsLeadToTheSameRegionProfileEndpointAndPrefix() throws Exception {
    Path config = directory.resolve("config");
    Files.write(config, List.of("[profile dev]", "aws_access_key_id=1", "aws_secret_access_key=x"));
    set("aws.configFile", config.toString());
    set("aws.sharedCredentialsFile", directory.resolve("none").toString());
    AwsSettings settings =
        new AwsSettings(
            Optional.of("dev"),
            Optional.of("eu-west-1"),
            Optional.of(URI.create("http://127.0.0.1:9")),
            Optional.empty(),
            Optional.empty(),
            1);
    try (Aws aws = Aws.connect(settings)) {
      assertEquals(
          "mvn chirp:logs -Dfunction=status -Dchirp.endpointUrl=http://127.0.0.1:9 -Dchirp.profile=dev"
              + " -Dchirp.region=eu-west-1 -Dchirp.functionPrefix=acme_",
          new NextCommands(aws, "status", "acme_status").of("logs", ""));
    }
  }

  private void set(String property, String value) {
    before.put(property, Optional.ofNullable(System.getProperty(property)));
    System.setProperty(property, value);
  }
}
