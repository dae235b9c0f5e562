package dev.chirp.internal.serve.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.gateway.http.MessageBytes;
import org.junit.jupiter.api.Test;

class BoundedTextTest {
  private static final int MOST = 2048;
  private static final String CUT = "\n(cut after 2 KB)";

  private static String ofBytes(String text) {
    return BoundedText.of(MessageBytes.of(text), MOST);
  }

  @Test
  void textThatJustFitsIsWhole() {
    String text = "x".repeat(MOST);
    assertEquals(text, BoundedText.of(text, MOST));
    assertEquals(text, ofBytes(text));
  }

  @Test
  void longerTextIsCutAndSaysSo() {
    assertEquals("a ".repeat(MOST / 2) + CUT, BoundedText.of("a ".repeat(MOST), MOST));
    assertEquals("a ".repeat(MOST / 2) + CUT, ofBytes("a ".repeat(MOST)));
  }

  /** The text has fewer characters than the limit. */
  @Test
  void bytesOfOtherLettersAreCutAndSaySo() {
    assertEquals("ü ".repeat(MOST / 3) + CUT, ofBytes("ü ".repeat(MOST / 2)));
  }

  @Test
  void cutLeavesNoHalfOfASecret() {
    String before = "x".repeat(MOST - 20) + " ";
    assertEquals(before + CUT, BoundedText.of(before + "s".repeat(40), MOST));
    assertEquals(before + CUT, ofBytes(before + "s".repeat(40)));
  }

  @Test
  void nothingIsAddedAfterTheCut() {
    BoundedText text = new BoundedText(MOST);
    text.add("x ".repeat(MOST / 2));
    text.add("more");
    text.add("and more");
    assertEquals("x ".repeat(MOST / 2) + CUT, text.toString());
  }
}
