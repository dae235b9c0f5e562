package dev.chirp.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import acme.Greet;
import dev.chirp.runtime.local.LocalResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The classes within are not found by their names: the tests run them. */
class FunctionsExtensionTest {

  private static final String ONE_TEST =
      "Functions and @EventFile belong to one test: they can be parameters of test methods,"
          + " @BeforeEach and @AfterEach, not of ";

  @ChirpTest
  static final class AsksForANumber {
    @Test
    void asks(@EventFile("greet") int number) {
      assertEquals(0, number);
    }
  }

  @Test
  void wrongParameterTypeListsTheAllowedTypes() {
    assertFails(
        AsksForANumber.class,
        "@EventFile cannot become a int, only a LocalResult, String or Path.");
  }

  @ChirpTest
  static final class AsksInItsConstructor {
    private final Greet function = new Greet("Good morning");

    AsksInItsConstructor(Functions functions) {
      functions.invoke("greet");
    }

    @Test
    void asks(@EventFile("greet") LocalResult result) {
      fail("was given " + result.text() + " for " + function);
    }
  }

  @ChirpTest
  static final class AsksBeforeAll {
    @BeforeAll
    static void ask(Functions functions) {
      functions.invoke("greet");
    }

    @Test
    void asks(@EventFile("greet") LocalResult result) {
      fail("was given " + result.text());
    }
  }

  @ChirpTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static final class IsOneForAllTests {
    private final Greet function = new Greet("Good morning");

    @BeforeAll
    void ask(@EventFile("greet") LocalResult result) {
      fail("was given " + result.text() + " for " + function);
    }

    @Test
    void asks() {}
  }

  @Test
  void parametersOutsideOfATestAreRefused() {
    assertFails(
        AsksInItsConstructor.class,
        ONE_TEST + AsksInItsConstructor.class.getName() + "(dev.chirp.junit.Functions).");
    assertFails(
        AsksBeforeAll.class,
        ONE_TEST
            + "static void "
            + AsksBeforeAll.class.getName()
            + ".ask(dev.chirp.junit.Functions).");
    assertFails(
        IsOneForAllTests.class,
        ONE_TEST
            + "void "
            + IsOneForAllTests.class.getName()
            + ".ask(dev.chirp.runtime.local.LocalResult).");
  }

  @ChirpTest
  static final class HoldsTwoOfOneName {
    private final Greet early = new Greet("Good morning");
    private final Greet late = new Greet("Good evening");

    @Test
    void asks(@EventFile("greet") LocalResult result) {
      fail("was given " + result.text() + " for one of " + early + late);
    }
  }

  @Test
  void twoFieldsOfOneFunctionAreRefused() {
    assertFails(
        HoldsTwoOfOneName.class,
        "HoldsTwoOfOneName holds 2 functions 'greet'. Keep one in a field; others in local"
            + " variables, with LocalInvoker.");
  }

  /** JUnit puts its own words before those of an unexpected exception. */
  private static void assertFails(Class<?> test, String end) {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(test)).execute();
    results
        .allEvents()
        .assertThatEvents()
        .haveExactly(1, finishedWithFailure(message(text -> text.endsWith(end))));
    results.testEvents().assertStatistics(statistics -> statistics.succeeded(0));
  }
}
