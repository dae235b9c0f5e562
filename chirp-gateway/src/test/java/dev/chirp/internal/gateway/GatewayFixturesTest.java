package dev.chirp.internal.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case of the files in {@code src/test/resources/fixtures}: a request as a client sends it,
 * and the whole event, response, reason and warnings that it must lead to.
 */
class GatewayFixturesTest {
  private static final List<String> EXPECTED = List.of("event", "response", "problem", "warnings");

  static Stream<FixtureCase> cases() {
    return Stream.of(
            "events.txt", "responses.txt", "gateway-answers.txt", "cors.txt", "function-url.txt")
        .flatMap(file -> FixtureCase.all(file).stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void requestLeadsToWhatTheCaseExpects(FixtureCase example) throws InterruptedException {
    Map<String, String> expected = new LinkedHashMap<>();
    EXPECTED.forEach(name -> example.section(name).ifPresent(text -> expected.put(name, text)));
    Map<String, String> found = new FixtureRun(example).sections();
    if (example.setting("event").isPresent()) { // is in another case
      found.remove("event");
    }
    assertEquals(written(expected), written(found));
  }

  private static String written(Map<String, String> sections) {
    StringBuilder text = new StringBuilder();
    sections.forEach((name, section) -> text.append("--- " + name + "\n" + section + "\n"));
    return text.toString();
  }
}
