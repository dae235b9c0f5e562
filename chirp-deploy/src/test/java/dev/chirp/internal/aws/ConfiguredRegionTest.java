package dev.chirp.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.profiles.ProfileFile;

class ConfiguredRegionTest {
  private static final int RANDOM_FILES = 400;

  /** Lines that the two readers might treat differently. */
  private static final List<String> LINES =
      List.of(
          "[default]",
          "[profile default]",
          "[ profile\tdefault ] # comment",
          "[profile dev]",
          "[dev]",
          "[profile  dev];comment",
          "[profile dev",
          "[profile a b]",
          "[profile team/dev@acme.com]",
          "[sso-session dev]",
          "[services dev]",
          "[plugins]",
          "[]",
          "region = us-west-2",
          "region=eu-west-1 # comment",
          "region=eu-central-1#comment",
          "region\t=\tap-south-1\t; comment",
          "region =",
          "Region = us-east-2",
          "REGION=us-east-2",
          "reg ion = us-east-2",
          "region us-east-2",
          "= us-east-2",
          " region = us-gov-west-1",
          "\tregion = us-gov-west-1",
          "s3 =",
          "  region = us-gov-east-1",
          "output = json",
          "source_profile = dev",
          "# comment",
          "; comment",
          "  # indented comment",
          "",
          " \t ");

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();

  private ConfiguredRegion region(String typed, String profile) {
    return new ConfiguredRegion(
        Optional.of(typed).filter(text -> !text.isEmpty()),
        Optional.of(profile).filter(text -> !text.isEmpty()),
        name -> Optional.ofNullable(environment.get(name)),
        name -> Optional.ofNullable(properties.get(name)));
  }

  private String found() {
    return region("", "").find().orElse("none");
  }

  @Test
  void nearestSettingWins() throws IOException {
    assertEquals("none", found());
    environment.put("HOME", directory.toString());
    Files.createDirectories(directory.resolve(".aws"));
    Files.writeString(
        directory.resolve(".aws/config"),
        "[default]\nregion = us-west-2\n[profile dev]\nregion=eu-west-1\n[profile none]\n");
    assertEquals("us-west-2", found());
    environment.put("AWS_PROFILE", "dev");
    assertEquals("eu-west-1", found());
    assertEquals("us-west-2", region("", "default").find().orElseThrow());
    properties.put("aws.profile", "none");
    assertEquals("none", found());
    environment.put("AWS_DEFAULT_REGION", "ap-south-1");
    assertEquals("ap-south-1", found());
    environment.put("AWS_REGION", " ");
    assertEquals("ap-south-1", found());
    environment.put("AWS_REGION", "ca-central-1");
    assertEquals("ca-central-1", found());
    properties.put("aws.region", "sa-east-1");
    assertEquals("sa-east-1", found());
    assertEquals("af-south-1", region("af-south-1", "dev").find().orElseThrow());
  }

  @Test
  void sandboxIgnoresTheFiles() throws IOException {
    environment.put("AWS_CONFIG_FILE", config("[default]", "region = us-west-2").toString());
    assertEquals("us-east-1", region("", "").ofSandbox());
    environment.put("AWS_DEFAULT_REGION", "ap-south-1");
    assertEquals("ap-south-1", region("", "").ofSandbox());
    assertEquals("eu-west-1", region("eu-west-1", "").ofSandbox());
  }

  @Test
  void noRegionIsFoundWithoutAHome() {
    properties.put("user.home", "?");
    assertEquals("none", found());
  }

  @Test
  void mistypedRegionIsRefused() {
    ChirpException failure = assertThrows(ChirpException.class, () -> region("eu_west_1", ""));
    assertEquals(
        """
        chirp.region is 'eu_west_1', which is not an AWS region.
        Try: -Dchirp.region=eu-west-1""",
        failure.getMessage());
  }

  /** A region becomes part of host names, ARNs and shell commands. */
  @ParameterizedTest
  @ValueSource(strings = {"AWS_REGION", "AWS_DEFAULT_REGION", "aws.region"})
  void malformedRegionIsRefusedWithItsSource(String source) {
    (source.startsWith("aws.") ? properties : environment).put(source, "us-east-1; rm -rf");
    for (Executable asked : List.<Executable>of(this::found, () -> region("", "").ofSandbox())) {
      assertEquals(
          """
          %s is 'us-east-1; rm -rf', which is not an AWS region.
          Try: -Dchirp.region=eu-west-1"""
              .formatted(source),
          assertThrows(ChirpException.class, asked).getMessage());
    }
    assertEquals("eu-west-1", region("eu-west-1", "").ofSandbox());
  }

  @Test
  void brokenFileIsReportedWithItsLine() throws IOException {
    Path file = config("[default]", "region us-west-2");
    environment.put("AWS_CONFIG_FILE", file.toString());
    ChirpException failure = assertThrows(ChirpException.class, this::found);
    assertEquals("'%s' has a line without '=' in line 2.".formatted(file), failure.getMessage());
  }

  @Test
  void randomFilesAreReadLikeTheSdkReadsThem() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < RANDOM_FILES; i++) {
      String config = text(random);
      String credentials = random.nextInt(3) == 0 ? text(random) : "";
      for (String profile : List.of("default", "dev", "team/dev@acme.com", "b", "")) {
        assertEquals(
            bySdk(config, credentials, profile),
            byChirp(config, credentials, profile),
            () -> "profile '" + profile + "'\n" + config + "\n--- credentials\n" + credentials);
      }
    }
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int lines = random.nextInt(9); lines > 0; lines--) {
      text.append(LINES.get(random.nextInt(LINES.size()))).append('\n');
    }
    return text.toString();
  }

  private static String bySdk(String config, String credentials, String profile) {
    try {
      return ProfileFile.aggregator()
          .addFile(file(credentials, ProfileFile.Type.CREDENTIALS))
          .addFile(file(config, ProfileFile.Type.CONFIGURATION))
          .build()
          .profile(profile)
          .flatMap(found -> found.property("region"))
          .filter(region -> !region.isEmpty())
          .orElse("none");
    } catch (IllegalArgumentException e) {
      return "broken";
    }
  }

  private static ProfileFile file(String text, ProfileFile.Type type) {
    return ProfileFile.builder()
        .content(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .type(type)
        .build();
  }

  private String byChirp(String config, String credentials, String profile) throws IOException {
    environment.put("AWS_CONFIG_FILE", config(config).toString());
    environment.put(
        "AWS_SHARED_CREDENTIALS_FILE",
        Files.writeString(directory.resolve("credentials"), credentials).toString());
    try {
      return new ConfiguredRegion(
              Optional.empty(),
              Optional.of(profile),
              name -> Optional.ofNullable(environment.get(name)),
              name -> Optional.empty())
          .find()
          .orElse("none");
    } catch (ChirpException e) {
      return "broken";
    }
  }

  private Path config(String... lines) throws IOException {
    return Files.writeString(directory.resolve("config"), String.join("\n", lines));
  }
}
