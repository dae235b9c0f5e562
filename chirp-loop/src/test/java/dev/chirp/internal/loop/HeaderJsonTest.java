package dev.chirp.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderJsonTest {
  @Test
  void everyJsonValueIsRead() {
    assertEquals(
        Map.of(
            "text",
            "a\"\\/\b\f\n\r\t\u00e4\ud83d\udc26",
            "numbers",
            List.of("1", "-2.5e3"),
            "flags",
            List.of("true", "null", "false"),
            "object",
            Map.of("", "empty"),
            "none",
            Map.of(),
            "nothing",
            List.of()),
        HeaderJson.object(
            """
             { "text" : "a\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E4\\ud83d\\udc26", "numbers":[1, -2.5e3],
             "flags":[true,null,false],"object":{"":"empty"},"none":{ },"nothing":[ ],"absent":null} \
            """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}x",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":tru}",
        "{\"a\":\"",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u12",
        "{\"a\":[1 2]}",
        "{a:1}",
        "{\"a\":1",
        "{\"a\":01x}"
      })
  void refusesAnythingButAnObject(String json) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> HeaderJson.object(json));
    assertTrue(
        refusal.toString().contains(": This header is not a JSON object, from character "),
        refusal::toString);
  }

  @Test
  void tooDeepNestingIsRefused() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThrows(IllegalArgumentException.class, () -> HeaderJson.object(deep));
  }
}
