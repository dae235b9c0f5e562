package dev.chirp.internal.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
  @Test
  void onlyYesConfirms() {
    assertTrue(typed("y"));
    assertTrue(typed(" yes "));
    assertFalse(typed(""));
    assertFalse(typed("n"));
    assertFalse(typed("yesterday"));
  }

  private static boolean typed(String answer) {
    return new Confirmation(
            false,
            Optional.of(
                question -> {
                  assertEquals("Remove 1 function? [y/N] ", question);
                  return answer;
                }))
        .of("Remove 1 function?");
  }

  @Test
  void confirmedCommandDoesNotAsk() {
    assertTrue(new Confirmation(true, Optional.empty()).of("Remove it?"));
  }

  @Test
  void missingTerminalDoesNotConfirm() {
    ChirpException failure =
        assertThrows(
            ChirpException.class, () -> new Confirmation(false, Optional.empty()).of("Remove it?"));
    assertEquals(
        """
        Remove it? There is no terminal to ask on. Nothing was removed.
        Try: the same command with -Dchirp.yes""",
        failure.getMessage());
  }
}
