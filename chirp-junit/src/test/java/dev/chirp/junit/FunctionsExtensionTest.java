package dev.chirp.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

class FunctionsExtensionTest {

  /** Not found by its name: it is run by the test below. */
  @ChirpTest
  static final class AsksForANumber {
    @Test
    void asks(@EventFile("greet") int number) {
      assertEquals(0, number);
    }
  }

  @Test
  void saysWhatAnEventFileCanBecome() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(AsksForANumber.class))
        .execute()
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            finishedWithFailure(
                message("@EventFile cannot become a int; it can a LocalResult, String or Path.")));
  }
}
