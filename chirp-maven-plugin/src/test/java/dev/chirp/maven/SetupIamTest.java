package dev.chirp.maven;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.core.ChirpException;
import dev.chirp.core.Ownership;
import dev.chirp.iam.DeployerNeeds;
import dev.chirp.iam.IamSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class SetupIamTest {
  private static final IamSettings SETTINGS =
      new IamSettings(
          "chirp-prod",
          "chirp-lambda-policy",
          "/",
          Optional.empty(),
          Map.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          "chirp_",
          Optional.empty(),
          false,
          new Ownership("com.acme:birds"));

  @Test
  void aWrongAccountIsNotPrintedOver() {
    ChirpException wrong = ChirpException.project("These are credentials of another account.");
    SetupIam goal =
        new SetupIam(
            SETTINGS,
            () -> {
              throw wrong;
            },
            new MavenProgress(new SystemStreamLog()));
    assertEquals(wrong, assertThrows(ChirpException.class, () -> goal.print(DeployerNeeds.NONE)));
  }

  @Test
  void withoutCredentialsAccountAndRegionAreLeftOpen() {
    SetupIam goal =
        new SetupIam(
            SETTINGS,
            () -> {
              throw ChirpException.noAws("No AWS credentials.");
            },
            new MavenProgress(new SystemStreamLog()));
    assertDoesNotThrow(() -> goal.print(DeployerNeeds.NONE));
  }
}
