package dev.chirp.internal.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.gateway.route.InvalidSetting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsConfigurationTest {
  private static CorsConfiguration of(String origin, String method, String header) {
    return new CorsConfiguration(
        List.of(origin), List.of(method), List.of(header), List.of("x-id"), 0, false);
  }

  @Test
  void pomWithoutCorsHasNoSettings() {
    assertFalse(new ApiConfiguration().cors().isSet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://*",
        "http://*",
        "http://localhost:3000",
        " https://app.example.com ",
        "http://[::1]:8080"
      })
  void originsThatApiGatewayTakesAreTaken(String origin) {
    assertEquals(
        new CorsSettings(
            List.of(origin.strip()), List.of("GET"), List.of("x-a"), List.of("x-id"), 0, false),
        of(origin, "GET", "x-a").settings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:3000",
        "http://localhost:3000/",
        "https://a.example/app",
        "ftp://a.example",
        "https://*.example.com",
        "null"
      })
  void otherOriginsAreRefused(String origin) {
    assertEquals(
        """
        <allowOrigins> in the POM has '%s', but an origin is a scheme, a host and a port, without a path.
        Try: <allowOrigins>http://localhost:3000</allowOrigins>"""
            .formatted(origin),
        assertThrows(InvalidSetting.class, () -> of(origin, "GET", "x-a").settings()).getMessage());
  }

  @ParameterizedTest
  @CsvSource({"get, GET", "ANY, *", "TRACE, *"})
  void otherMethodsAreRefused(String method, String suggestion) {
    assertEquals(
        """
        <allowMethods> in the POM has '%s', which is not a method of HTTP APIs.
        Try: <allowMethods>%s</allowMethods>"""
            .formatted(method, suggestion),
        assertThrows(InvalidSetting.class, () -> of("*", method, "x-a").settings()).getMessage());
  }

  @Test
  void namesOfHeadersAreChecked() {
    assertEquals(
        """
        <allowHeaders> in the POM has 'x a', which is not the name of a header.
        Try: <allowHeaders>content-type,authorization</allowHeaders>""",
        assertThrows(InvalidSetting.class, () -> of("*", "*", "x a").settings()).getMessage());
  }

  @Test
  void settingsWithoutOriginsAreRefused() {
    CorsConfiguration cors =
        new CorsConfiguration(List.of(), List.of("GET"), List.of(), List.of(), 0, false);
    assertEquals(
        """
        <cors> in the POM has no <allowOrigins>, so no page could call the API.
        Try: <allowOrigins>http://localhost:3000</allowOrigins>""",
        assertThrows(InvalidSetting.class, cors::settings).getMessage());
  }
}
