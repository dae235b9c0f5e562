package dev.chirp.internal.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionNameTest {

  @ParameterizedTest
  @CsvSource({
    "ServerStatus, server_status",
    "HTTPStatus, http_status",
    "FetchChirps2, fetch_chirps2",
    "Fetch2Chirps, fetch2_chirps",
    "GetURL, get_url",
    "S3Upload, s3_upload",
    "Status, status",
    "X, x",
  })
  void namesTheFunctionAfterItsClass(String simpleName, String function) {
    assertEquals(function, FunctionName.fromClassName(simpleName));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../x", "a/b", "überblick", "a.b"})
  void refusesWhatLambdaRefuses(String name) {
    assertFalse(FunctionName.isValid(name));
  }

  @Test
  void acceptsUpTo64Characters() {
    assertTrue(FunctionName.isValid("Server-status_2"));
    assertTrue(FunctionName.isValid("x".repeat(64)));
    assertFalse(FunctionName.isValid("x".repeat(65)));
  }
}
