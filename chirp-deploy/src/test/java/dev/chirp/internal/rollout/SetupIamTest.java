package dev.chirp.internal.rollout;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.iam.DeployerNeeds;
import dev.chirp.internal.iam.IamSettings;
import dev.chirp.testkit.RecordedProgress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  void wrongAccountStopsThePrinting() {
    ChirpException wrong = ChirpException.project("These are credentials of another account.");
    SetupIam goal =
        new SetupIam(
            SETTINGS,
            () -> {
              throw wrong;
            },
            new RecordedProgress());
    assertEquals(wrong, assertThrows(ChirpException.class, () -> goal.print(DeployerNeeds.NONE)));
  }

  @Test
  void policiesPrintedWithoutCredentialsHavePlaceholders() {
    RecordedProgress log = new RecordedProgress();
    SetupIam goal =
        new SetupIam(
            SETTINGS,
            () -> {
              throw ChirpException.noAws("No AWS credentials.", new IOException("planted"));
            },
            log);
    assertDoesNotThrow(() -> goal.print(DeployerNeeds.NONE));
    assertEquals(1, log.traces().size(), log.lines::toString);
    assertTrue(log.traces().get(0).contains("java.io.IOException: planted"), log.lines::toString);
  }
}
