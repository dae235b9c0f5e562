package dev.chirp.example.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.runtime.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChirpTextTest {

  private static final String BIRD = "\uD83D\uDC26";

  /** Four people, joined by U+200D: seven code points that are seen as one picture. */
  private static final String FAMILY =
      "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66";

  @Test
  void textOf140CharactersIsKept() {
    assertEquals("x".repeat(140), ChirpText.of("x".repeat(140)));
    assertEquals(BIRD.repeat(140), ChirpText.of(BIRD.repeat(140)));
  }

  @Test
  void longerTextIsCut() {
    assertEquals("x".repeat(135) + "...", ChirpText.of("x".repeat(141)));
    assertEquals("x".repeat(135) + "...", ChirpText.of("x".repeat(10_000_000)));
  }

  @Test
  void neverCutsACharacterInTwo() {
    assertEquals(BIRD.repeat(135) + "...", ChirpText.of(BIRD.repeat(141)));
    String text = "x".repeat(131) + FAMILY + "and more";
    assertEquals("x".repeat(131) + "...", ChirpText.of(text));
    assertEquals("x".repeat(134) + "...", ChirpText.of("x".repeat(134) + "e\u0301".repeat(10)));
  }

  @Test
  void tooLongClusterIsCutInside() {
    String cluster = "e" + "\u0301".repeat(200);
    assertEquals("e" + "\u0301".repeat(134) + "...", ChirpText.of(cluster));
  }

  @Test
  void takesEmojiAlone() {
    assertEquals(FAMILY, ChirpText.of(FAMILY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\t ",
        "\u00A0\u2003",
        "\u200B\u200E",
        "\u3164",
        "\u2800",
        "\uFE0F",
        "\u034F",
        "\uDB40\uDD00"
      })
  void refusesWhatShowsNothing(String text) {
    assertShowsNothing(text);
  }

  @Test
  void textWithoutVisibleCharactersBeforeTheCutIsRefused() {
    assertShowsNothing(" ".repeat(141));
    assertShowsNothing("\u200B".repeat(200));
    assertShowsNothing("\u2800".repeat(5_000_000));
    assertShowsNothing(" ".repeat(200) + "behind the cut");
    assertEquals(" ".repeat(134) + "x...", ChirpText.of(" ".repeat(134) + "xyz and more"));
  }

  private static void assertShowsNothing(String text) {
    InvalidRequestException refused =
        assertThrows(InvalidRequestException.class, () -> ChirpText.of(text));
    assertEquals("chirp-text is empty", refused.getMessage());
    assertEquals(101, refused.detailCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0000",
        "a\u001B[31m",
        "a\u0085",
        "a\r",
        "a\uD83D",
        "a\uDC26",
        "a\uFFFF",
        "a\uFDD0",
        "a\uDBFF\uDFFE"
      })
  void refusesWhatNoTextHas(String text) {
    InvalidRequestException refused =
        assertThrows(InvalidRequestException.class, () -> ChirpText.of(text));
    assertEquals(102, refused.detailCode());
    assertEquals(
        String.format(
            "chirp-text has U+%04X at index 1, which is not a text character; tab and line feed"
                + " are",
            text.codePointAt(1)),
        refused.getMessage());
  }

  @Test
  void takesTabAndLineFeed() {
    assertEquals("a\tb\nc", ChirpText.of("a\tb\nc"));
  }
}
