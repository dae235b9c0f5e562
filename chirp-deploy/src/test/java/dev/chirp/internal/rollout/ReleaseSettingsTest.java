package dev.chirp.internal.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.project.LambdaRuntime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseSettingsTest {
  private static ReleaseSettings settings(String alias, Optional<Boolean> snapStart) {
    return ReleaseSettings.of(Optional.of(alias), snapStart, 5, Optional.empty());
  }

  @Test
  void snapStartNeedsAnAlias() {
    assertEquals(
        """
        SnapStart (from chirp.snapStart) works only on published versions, which are not called without an alias.
        Try: -Dchirp.alias=live, or <alias>live</alias>""",
        assertThrows(ChirpException.class, () -> settings(" ", Optional.of(true))).getMessage());
    assertEquals(Optional.empty(), settings("", Optional.of(false)).alias());
  }

  @Test
  void snapStartNeedsARuntimeThatHasIt() {
    ReleaseSettings on = settings("live", Optional.of(true));
    assertEquals(Optional.of(true), on.snapStart(LambdaRuntime.of("java21")));
    assertEquals(
        """
        Runtime 'java8.al2' has no SnapStart (from chirp.snapStart): Lambda offers it from Java 11 on.
        Try: -Dchirp.runtime=java21, or <snapStart>false</snapStart>""",
        assertThrows(ChirpException.class, () -> on.snapStart(LambdaRuntime.of("java8.al2")))
            .getMessage());
    assertEquals(
        Optional.of(false),
        settings("live", Optional.of(false)).snapStart(LambdaRuntime.of("java8.al2")));
  }

  @Test
  void selfContainedFunctionHasNoSnapStart() {
    ReleaseSettings settings =
        ReleaseSettings.of(Optional.of("live"), Optional.of(true), 5, Optional.empty());
    ChirpException failure =
        assertThrows(
            ChirpException.class, () -> settings.snapStart(LambdaRuntime.selfContained(25)));
    assertEquals(
        """
        SnapStart (from chirp.snapStart) needs a managed runtime, but the runtime is 'provided.al2023'.
        Try: -Dchirp.packaging=managed, or <snapStart>false</snapStart>""",
        failure.getMessage());
  }
}
