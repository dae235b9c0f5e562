package dev.chirp.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acme.Greet;
import dev.chirp.runtime.LocalInvocationException;
import dev.chirp.runtime.local.LocalResult;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ChirpTest
class ChirpTestTest {

  @Test
  void invokesTheProjectsFunctionWithItsEvent(@EventFile("greet") LocalResult result) {
    assertEquals(200, result.statusCode());
    assertEquals("Hello world", result.data().get("greeting"));
  }

  @Test
  void invokesItWithANamedEvent(@EventFile("greet/nobody") LocalResult result) {
    assertEquals(404, result.statusCode());
    assertEquals("Nobody is not there", result.data().get("message"));
  }

  @Test
  void handsOverTheEventItself(
      @EventFile("greet/nobody") String event, @EventFile("greet/nobody") Path file) {
    assertTrue(event.contains("nobody"));
    assertEquals(Path.of("src/test/event/greet/nobody.json"), file);
  }

  @Test
  void keepsAnInstanceForATestsFurtherInvocations(
      @EventFile("greet") LocalResult first, Functions functions) {
    assertEquals(1, first.data().get("count"));
    assertEquals(2, functions.invoke("greet").data().get("count"));
    assertEquals(3, functions.invoke("greet", "{}").data().get("count"));
  }

  @Test
  void logContainsTheFunctionsLog(Functions functions) {
    LocalResult result =
        functions.invoke("greet", "{\"params\": {\"querystring\": {\"name\": \"trouble\"}}}");
    assertEquals(500, result.statusCode());
    assertTrue(functions.log().contains("There is trouble"));
  }

  @Test
  void failsWithAnErrorThatEndsTheJvm(Functions functions) {
    String event = "{\"params\": {\"querystring\": {\"name\": \"everybody\"}}}";
    InternalError error = assertThrows(InternalError.class, () -> functions.invoke("greet", event));
    assertInstanceOf(OutOfMemoryError.class, error.getCause());
    assertTrue(functions.log().contains("java.lang.OutOfMemoryError: Java heap space"));
  }

  @Test
  void configuredNameFindsTheFunction(Functions functions) {
    assertEquals("Bye", functions.invoke("farewell", "{}").data().get("farewell"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"greet", "greet/nobody"})
  void goesWithParameters(String event, Functions functions) {
    assertTrue(
        functions.invoke(event).data().containsKey(event.equals("greet") ? "count" : "message"));
  }

  @Test
  void unknownNameListsTheFunctions(Functions functions) {
    assertEquals(
        "There is no function 'meet' among the project's ApiFunctions and RequestStreamHandlers:"
            + " [farewell, greet].",
        assertThrows(IllegalArgumentException.class, () -> functions.invoke("meet", "{}"))
            .getMessage());
  }

  @Test
  void unknownEventListsTheEvents(Functions functions) {
    LocalInvocationException missing =
        assertThrows(LocalInvocationException.class, () -> functions.invoke("greet/404"));
    assertEquals(
        "Event file 'src/test/event/greet/404.json' does not exist. Events of 'greet': nobody.",
        missing.problem());
    assertThrows(LocalInvocationException.class, () -> functions.invoke("greet/../greet"));
    assertThrows(LocalInvocationException.class, () -> functions.invoke("greet", "no JSON"));
  }

  /** A function that the test makes only when it has been given {@link Functions}. */
  @Nested
  class WithAFunctionThatIsMadeLater {
    private Greet function;

    @BeforeEach
    void begin(Functions functions) {
      assertEquals("Hello world", functions.invoke("greet").data().get("greeting"));
      function = new Greet("Good morning");
    }

    @Test
    void reassignedFieldIsInvoked(Functions functions) {
      assertEquals("Good morning world", functions.invoke("greet").data().get("greeting"));
      assertEquals(2, functions.invoke("greet").data().get("count"));
      function = new Greet("Good evening");
      assertEquals("Good evening world", functions.invoke("greet").data().get("greeting"));
      assertTrue(function.toString().contains("Greet"));
    }
  }

  /** The function that the test itself holds. */
  @Nested
  class WithAFunctionOfItsOwn {
    private final Greet function = new Greet("Good morning");
    private Functions before;

    @BeforeEach
    void greetsOnce(Functions functions) {
      before = functions;
      functions.invoke("greet");
    }

    @Test
    void invokesThat(@EventFile("greet") LocalResult result, Functions functions) {
      assertEquals("Good morning world", result.data().get("greeting"));
      assertEquals(2, result.data().get("count"));
      assertEquals(before, functions);
      assertTrue(function.toString().contains("Greet"));
    }

    /** Its own function goes over that of the test around it. */
    @Nested
    class AndOneInside {
      private final Greet function = new Greet("Good night");

      @Test
      void innermostFieldIsInvoked(@EventFile("greet") LocalResult result) {
        assertEquals("Good night world", result.data().get("greeting"));
        assertTrue(function.toString().contains("Greet"));
      }
    }
  }
}
