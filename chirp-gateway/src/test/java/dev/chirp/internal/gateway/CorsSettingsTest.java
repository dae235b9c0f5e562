package dev.chirp.internal.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.gateway.route.InvalidSetting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsSettingsTest {
  private static CorsSettings settings(String origin, int maxAge, boolean credentials) {
    return new CorsSettings(
        List.of(origin), List.of("GET"), List.of(), List.of(), maxAge, credentials);
  }

  @Test
  void credentialsForAnyOriginAreRefused() {
    assertEquals(
        """
        CORS allows credentials to origin '*', which browsers refuse.
        Try: allowOrigins https://app.example.com""",
        assertThrows(InvalidSetting.class, () -> settings("*", 0, true)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 86_401})
  void ageOutsideOfApiGatewaysRangeIsRefused(int maxAge) {
    assertEquals(
        """
        CORS maxAge is '%d', but API Gateway accepts -1 to 86400 (seconds).
        Try: maxAge 600"""
            .formatted(maxAge),
        assertThrows(InvalidSetting.class, () -> settings("*", maxAge, false)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 86_400})
  void ageInsideOfApiGatewaysRangeIsTaken(int maxAge) {
    assertEquals(maxAge, settings("*", maxAge, false).maxAge());
  }
}
